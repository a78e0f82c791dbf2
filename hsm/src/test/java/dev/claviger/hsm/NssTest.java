package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.ApprovedVault;
import dev.claviger.crypto.key.CustodyAttribute;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.NotApprovedException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.scratch.ScratchNss;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** NSS softokn, on a database and in FIPS mode: in what it differs from SoftHSM. */
class NssTest {
  private static final List<KemId> KEMS =
      List.of(
          KemId.DHKEM_P256_HKDF_SHA256, KemId.DHKEM_P384_HKDF_SHA384, KemId.DHKEM_P521_HKDF_SHA512);

  @ParameterizedTest
  @CsvSource({
    "DATABASE, DIGEST_KEY",
    "DATABASE, ON_TOKEN_HKDF",
    "DATABASE, RAW_SECRET",
    "FIPS, DIGEST_KEY",
    "FIPS, ON_TOKEN_HKDF",
  })
  void route_givesWhatSoftwareGives(Nss nss, AgreementRoute route) {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(nss.require().config(Nss.TOKEN).routes(route).build())) {
      for (KemId kem : KEMS) {
        VaultKey key = vault.generate(KeyPurpose.INIT, kem);
        Pkcs11VaultTest.extracts(key, route);
        vault.destroy(key.ref());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void approvedMode_refusesItsKeys_andSaysWhy_andDestroysThem(Nss nss) {
    try (ApprovedVault vault = ApprovedVault.over(nss.open())) {
      NotApprovedException e =
          assertThrows(
              NotApprovedException.class,
              () -> vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256));
      assertTrue(e.getMessage().contains("CKA_LOCAL is not true"), e.getMessage());
      assertTrue(e.getMessage().contains("known not to say of its own keys"), e.getMessage());
    }
  }

  @Test
  void fipsMode_releasesNoSecret_soThatRouteIsRefused() {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(
            Nss.FIPS
                .require()
                .config(Nss.TOKEN)
                .forbid(AgreementRoute.DIGEST_KEY, AgreementRoute.ON_TOKEN_HKDF)
                .build())) {
      for (KemId kem : KEMS) {
        VaultSupport.Unsupported no =
            assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(kem));
        assertTrue(no.reason().contains("[ON_TOKEN_HKDF, DIGEST_KEY]"), no.reason());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void extraction_takesSevenRoundTripsOnTheToken(Nss nss) throws GeneralSecurityException {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(
            nss.require().config(Nss.TOKEN).routes(AgreementRoute.ON_TOKEN_HKDF).build())) {
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256);
      vault.list();
      long before = vault.tokenCalls();
      Pkcs11VaultTest.use(leaf);
      assertEquals(7, vault.tokenCalls() - before, "derive, concatenate, extract, read, destroy");
      vault.destroy(leaf.ref());
    }
  }

  @ParameterizedTest
  @EnumSource
  void attestation_saysThatTheTokenDoesNotTellWhereAKeyWasMade(Nss nss) {
    try (Pkcs11Vault vault = nss.open()) {
      assertEquals(List.of("generic", "nss"), vault.vendorFiles());
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
      KeyAttestation told = vault.attest(key.ref());
      assertTrue(told.sensitive());
      assertTrue(told.neverExtractable());
      assertFalse(told.local());
      assertEquals(Set.of(CustodyAttribute.LOCAL), told.untold());
      assertEquals(1, told.remarks().size());
      assertTrue(told.remarks().get(0).contains("CKA_LOCAL"), told.remarks().get(0));
      vault.destroy(key.ref());
    }
  }

  @ParameterizedTest
  @EnumSource
  void keyIsRefused_ifNothingExcusesTheToken(Nss nss) {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(nss.require().config(Nss.TOKEN).vendor("generic").build())) {
      TokenDisobeyedException e =
          assertThrows(
              TokenDisobeyedException.class,
              () -> vault.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256));
      assertTrue(e.getMessage().contains("CKA_LOCAL is not true"), e.getMessage());
    }
  }

  /** Left to its own locks, the database deadlocks here. */
  @ParameterizedTest
  @EnumSource
  void keysAreMadeUsedAndDestroyed_byFourThreads(Nss nss) throws Exception {
    try (Pkcs11Vault vault = nss.open()) {
      Callable<Void> work =
          () -> {
            for (int i = 0; i < 15; i++) {
              VaultKey key = vault.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256);
              for (int use = 0; use < 5; use++) {
                Pkcs11VaultTest.use(key);
              }
              assertTrue(vault.destroy(key.ref()));
            }
            return null;
          };
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        for (Future<Void> done : pool.invokeAll(Collections.nCopies(4, work))) {
          done.get();
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void logoutByOthers_isRecoveredFrom(Nss nss) throws GeneralSecurityException {
    ScratchNss scratch = nss.require();
    String functionList = nss == Nss.FIPS ? "FC_GetFunctionList" : "C_GetFunctionList";
    Path library = scratch.library();
    try (Pkcs11Vault vault = Pkcs11Vault.open(scratch.config(Nss.OTHER_TOKEN).build())) {
      VaultKey signer =
          vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256);
      for (VaultKey key : List.of(signer, leaf)) {
        Pkcs11VaultTest.logout(library, functionList, Nss.OTHER_TOKEN);
        Pkcs11VaultTest.use(key);
      }
      Pkcs11VaultTest.logout(library, functionList, Nss.OTHER_TOKEN);
      assertTrue(vault.find(leaf.ref()).isPresent());
      Pkcs11VaultTest.logout(library, functionList, Nss.OTHER_TOKEN);
      assertTrue(vault.destroy(leaf.ref()));
      assertTrue(vault.destroy(signer.ref()));
    }
  }
}
