package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.provider.MlsProvider;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a suite is named. */
final class LookupTest {
  private static final MlsProvider PROVIDER = new MlsProvider();

  static List<CipherSuiteId> suites() {
    return CipherSuiteId.rfc9420();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void everyNameOfASuite_findsIt(CipherSuiteId id) throws GeneralSecurityException {
    String iana = id.ianaName().orElseThrow();
    for (String name : List.of(iana, Integer.toString(id.value()), id.toString())) {
      CipherSuite suite = CipherSuite.getInstance(name, PROVIDER);
      assertEquals(id, suite.id(), name);
      assertEquals(iana, suite.getAlgorithm(), name);
    }
    assertEquals(id, CipherSuite.getInstance(id, PROVIDER).id());
  }

  @Test
  void unknownSuite_saysWhoDoesNotHaveIt() {
    NoSuchAlgorithmException e =
        assertThrows(
            NoSuchAlgorithmException.class, () -> CipherSuite.getInstance("0x0A0A", PROVIDER));
    assertTrue(e.getMessage().contains("MLS"), e::getMessage);
  }

  @Test
  void providerThatIsNotInstalled_isNamed() {
    NoSuchProviderException e =
        assertThrows(
            NoSuchProviderException.class, () -> CipherSuite.getInstance("1", "NoSuchProvider"));
    assertTrue(e.getMessage().contains("NoSuchProvider"), e::getMessage);
  }
}
