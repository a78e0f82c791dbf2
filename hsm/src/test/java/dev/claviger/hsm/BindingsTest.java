package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyBinding;
import dev.claviger.crypto.key.KeyBindings;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chains and credentials beside the keys of a SoftHSM token. */
class BindingsTest {
  /** What the JDK itself trusts: some certificates that are at hand, and long ones among them. */
  private static final List<Bytes> CERTIFICATES = certificates();

  private Pkcs11Vault vault;
  private KeyBindings bindings;
  private VaultKey key;

  @BeforeEach
  void open() {
    vault = Pkcs11Vault.open(SoftHsm.require().config(SoftHsm.BINDINGS_TOKEN).build());
    bindings = vault.bindings().orElseThrow();
    key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
  }

  @AfterEach
  void close() {
    if (vault != null) {
      bindings.remove(key.ref());
      vault.destroy(key.ref());
      assertEquals(List.of(), bindings.list());
      vault.close();
    }
  }

  @Test
  void aChainIsThereForTheNextVault_inItsOrder() {
    KeyBinding binding = chain("émile", CERTIFICATES.subList(0, 3));
    bindings.put(binding);

    try (Pkcs11Vault other =
        Pkcs11Vault.open(SoftHsm.require().config(SoftHsm.BINDINGS_TOKEN).build())) {
      assertEquals(List.of(binding), other.bindings().orElseThrow().list());
    }
  }

  @Test
  void anotherChain_takesThePlaceOfTheFirst_andLeavesNothingOfIt() {
    bindings.put(chain("a", CERTIFICATES.subList(0, 4)));
    KeyBinding second = chain("b", CERTIFICATES.subList(4, 6));
    bindings.put(second);

    assertEquals(List.of(second), bindings.list());
    assertTrue(bindings.remove(key.ref()));
    assertFalse(bindings.remove(key.ref()));
    assertEquals(2, TokenObjects.count(SoftHsm.BINDINGS_TOKEN), "the key pair alone");
  }

  @Test
  void aCredentialIsKept_andAChainTakesItsPlace() {
    KeyBinding basic =
        new KeyBinding(key.ref(), "bob", List.of(), Optional.of(Bytes.utf8("any credential")));
    bindings.put(basic);
    assertEquals(List.of(basic), bindings.list());

    KeyBinding certified = chain("bob", CERTIFICATES.subList(0, 1));
    bindings.put(certified);
    assertEquals(List.of(certified), bindings.list());
  }

  @Test
  void aKeyThatIsNotThere_cannotBeBound() {
    vault.destroy(key.ref());
    KeyBinding binding = chain("late", CERTIFICATES.subList(0, 1));

    assertThrows(KeyDestroyedException.class, () -> bindings.put(binding));
  }

  @Test
  void whatIsNoCertificate_isRefused_andTheOldChainStays() {
    KeyBinding good = chain("a", CERTIFICATES.subList(0, 2));
    bindings.put(good);
    KeyBinding bad = chain("a", List.of(CERTIFICATES.get(0), Bytes.utf8("no certificate")));

    assertThrows(VaultException.class, () -> bindings.put(bad));
    assertEquals(List.of(good), bindings.list());
  }

  @Test
  void trustedCertificatesHaveNamesOfTheirOwn() {
    bindings.trust("root", CERTIFICATES.get(0));
    bindings.trust("root", CERTIFICATES.get(1));

    assertEquals(Map.of("root", CERTIFICATES.get(1)), bindings.trusted());
    assertEquals(List.of(), bindings.list());
    assertTrue(bindings.distrust("root"));
    assertFalse(bindings.distrust("root"));
  }

  private KeyBinding chain(String alias, List<Bytes> certificates) {
    return new KeyBinding(key.ref(), alias, certificates, Optional.empty());
  }

  private static List<Bytes> certificates() {
    try {
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init((KeyStore) null);
      List<Bytes> all = new ArrayList<>();
      for (X509Certificate certificate :
          ((javax.net.ssl.X509TrustManager) trusted.getTrustManagers()[0]).getAcceptedIssuers()) {
        all.add(Bytes.wrap(certificate.getEncoded()));
      }
      all.sort(Collections.reverseOrder((a, b) -> Integer.compare(a.length(), b.length())));
      return all;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
