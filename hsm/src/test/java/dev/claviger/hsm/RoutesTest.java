package dev.claviger.hsm;

import static dev.claviger.hsm.Fakes.config;
import static dev.claviger.hsm.Fakes.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which route an HPKE key works, what it costs, and who decides, on fakes. */
class RoutesTest {
  private static final KemId KEM = KemId.DHKEM_P256_HKDF_SHA256;
  private static final Bytes PREFIX = Bytes.utf8("HPKE-v1 suite eae_prk");

  @ParameterizedTest
  @CsvSource({
    "DIGEST_KEY, digestKey, 6, 9",
    "RAW_SECRET, extractableSecrets, 3, 6",
    "ON_TOKEN_HKDF, hkdfData, 7, 11",
    "ON_TOKEN_HKDF, hkdfDerive, 7, 11",
  })
  void route_givesWhatSoftwareGives_forItsPrice_andLeavesNothing(
      AgreementRoute route, String other, int onePeer, int twoPeers) {
    // Of the two forms of ON_TOKEN_HKDF each is seen by itself; the others lack nothing they need.
    FakeToken token =
        new FakeToken(
            route == AgreementRoute.ON_TOKEN_HKDF
                ? FakeQuirks.none().thatLack(other)
                : FakeQuirks.none());
    try (Pkcs11Vault vault = open(token, config().routes(route));
        Secret prefix = Secret.copyOf(PREFIX)) {
      VaultKey key = vault.generate(KeyPurpose.LEAF, KEM);
      vault.list();
      int objects = token.objectCount();
      KeyPair one = Software.generate(Curve.P256);
      KeyPair two = Software.generate(Curve.P256);
      Bytes first = Software.agree(Curve.P256, one, key.publicKey());
      Bytes second = Software.agree(Curve.P256, two, key.publicKey());
      AgreementHandle handle = (AgreementHandle) key.privateKey();
      assertEquals(route, handle.route());
      long before = vault.tokenCalls();
      assertEquals(
          Software.extract(KEM, PREFIX, first), handle.extract(prefix, List.of(peer(one))));
      assertEquals(onePeer, vault.tokenCalls() - before);
      before = vault.tokenCalls();
      assertEquals(
          Software.extract(KEM, PREFIX, first, second),
          handle.extract(prefix, List.of(peer(one), peer(two))));
      assertEquals(twoPeers, vault.tokenCalls() - before);
      assertEquals(objects, token.objectCount());
    }
    assertEquals(0, token.openSessions());
  }

  @ParameterizedTest
  @CsvSource({
    "'', DIGEST_KEY",
    "digestKey, ON_TOKEN_HKDF",
    "digestKey extractableSecrets, ON_TOKEN_HKDF",
    "digestKey extractableSecrets hkdfDerive, ON_TOKEN_HKDF",
    "digestKey concatenation, RAW_SECRET",
    "digestKey hkdfData hkdfDerive, RAW_SECRET",
  })
  void theMostPreferredRouteThatWorks_isTaken(String lacks, AgreementRoute expected) {
    FakeToken token = new FakeToken(FakeQuirks.none().thatLack(lacks.split(" ", -1)));
    try (Pkcs11Vault vault = open(token)) {
      VaultKey key = vault.generate(KeyPurpose.LEAF, KEM);
      assertEquals(expected, ((AgreementHandle) key.privateKey()).route());
      assertEquals(expected, vault.attest(key.ref()).route().orElseThrow());
    }
  }

  @Test
  void preference_isTheOperators() {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault =
        open(token, config().routes(AgreementRoute.RAW_SECRET, AgreementRoute.DIGEST_KEY))) {
      VaultKey key = vault.generate(KeyPurpose.LEAF, KEM);
      assertEquals(AgreementRoute.RAW_SECRET, ((AgreementHandle) key.privateKey()).route());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DIGEST_KEY, ON_TOKEN_HKDF",
    "ON_TOKEN_HKDF, DIGEST_KEY",
    "RAW_SECRET, DIGEST_KEY",
  })
  void forbiddenRoute_isNotTaken(AgreementRoute forbidden, AgreementRoute expected) {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token, config().forbid(forbidden))) {
      VaultKey key = vault.generate(KeyPurpose.LEAF, KEM);
      assertEquals(expected, ((AgreementHandle) key.privateKey()).route());
    }
  }

  @Test
  void keyWithoutAnAllowedRoute_isRefused_namingTokenAndMechanism() {
    FakeToken token = new FakeToken(FakeQuirks.none().thatLack("digestKey", "concatenation"));
    try (Pkcs11Vault vault = open(token, config().forbid(AgreementRoute.RAW_SECRET))) {
      UnsupportedKeyException e =
          assertThrows(UnsupportedKeyException.class, () -> vault.generate(KeyPurpose.LEAF, KEM));
      for (String part : List.of("Fake \"fake\"", "CKM_ECDH1_DERIVE", "RAW_SECRET")) {
        assertTrue(e.getMessage().contains(part), e.getMessage());
      }
      assertEquals(0, token.objectCount());
    }
  }

  @Test
  void tokenWithoutAnyRoute_isRefused_namingWhatWasTried() {
    FakeToken token =
        new FakeToken(
            FakeQuirks.none().thatLack("digestKey", "extractableSecrets", "concatenation"));
    try (Pkcs11Vault vault = open(token)) {
      VaultSupport.Unsupported no =
          assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(KEM));
      for (String part :
          List.of("Fake \"fake\"", "CKM_ECDH1_DERIVE", "C_DigestKey", "0x13", "0x70")) {
        assertTrue(no.reason().contains(part), no.reason());
      }
      assertEquals(0, token.objectCount());
    }
  }

  private static HpkePublicKey peer(KeyPair pair) {
    return Software.encoded(Curve.P256, pair.getPublic());
  }
}
