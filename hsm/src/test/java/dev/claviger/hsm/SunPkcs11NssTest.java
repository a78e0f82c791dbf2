package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.ProviderHkdf;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.scratch.ScratchNss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SunPKCS11 on NSS, which has HKDF: from JDK 25 on, what is agreed stays on the token. */
class SunPkcs11NssTest {
  private static final List<KemId> KEMS =
      List.of(
          KemId.DHKEM_P256_HKDF_SHA256, KemId.DHKEM_P384_HKDF_SHA384, KemId.DHKEM_P521_HKDF_SHA512);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void keys_extractOnTheToken_byTheKdfOfTheJdk(Nss nss) throws Exception {
    requireKdf();
    try (SunPkcs11Vault vault = open(nss)) {
      for (KemId kem : KEMS) {
        assertInstanceOf(VaultSupport.Supported.class, vault.supports(kem));
        VaultKey key = vault.generate(KeyPurpose.LEAF, kem);
        Pkcs11VaultTest.extracts(key, AgreementRoute.ON_TOKEN_HKDF);
        assertEquals(Optional.of(AgreementRoute.ON_TOKEN_HKDF), vault.attest(key.ref()).route());
        assertEquals(2, vault.attest(key.ref()).operations());
        assertTrue(vault.destroy(key.ref()));
      }
      VaultKey signer =
          vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
      Pkcs11VaultTest.use(signer);
    }
  }

  /** The engine is given keys of which it knows nothing, by a provider that shows no secret. */
  @ParameterizedTest
  @EnumSource
  void engine_takesSunPkcs11sOwnKeys_andLetsTheProviderExtract(Nss nss) throws Exception {
    requireKdf();
    try (SunPkcs11Vault vault = open(nss)) {
      Security.addProvider(vault.sunProvider());
      try {
        KeyPair signer = SunPkcs11VaultTest.generate(vault.sunProvider());
        KeyPair leaf = SunPkcs11VaultTest.generate(vault.sunProvider());
        SunPkcs11VaultTest.exchangeWithKeysOf(signer, leaf);
      } finally {
        Security.removeProvider(vault.sunProvider().getName());
      }
    }
  }

  @Test
  void olderJdk_hasNoSuchRoute_andSaysSo() {
    if (ProviderHkdf.isInThisRuntime()) {
      NotRun.because("this JDK has javax.crypto.KDF");
    }
    try (SunPkcs11Vault vault =
        SunPkcs11Vault.open(
            Nss.DATABASE
                .require()
                .config(Nss.TOKEN)
                .routes(AgreementRoute.ON_TOKEN_HKDF)
                .build())) {
      VaultSupport.Unsupported no =
          assertInstanceOf(
              VaultSupport.Unsupported.class, vault.supports(KemId.DHKEM_P256_HKDF_SHA256));
      assertTrue(no.reason().contains("javax.crypto.KDF"), no.reason());
    }
  }

  private static void requireKdf() {
    if (!ProviderHkdf.isInThisRuntime()) {
      NotRun.because("JDK " + Runtime.version().feature() + " has no javax.crypto.KDF (25 has)");
    }
  }

  /**
   * SunPKCS11 takes modules of one path for one, whatever their entry points, so each mode of NSS
   * gets a path of its own.
   */
  private SunPkcs11Vault open(Nss nss) throws IOException {
    ScratchNss scratch = nss.require();
    Pkcs11Config config = scratch.config(Nss.TOKEN).build();
    Path link = Files.createSymbolicLink(folder.resolve(nss + ".so"), scratch.library());
    String text =
        SunPkcs11Vault.configuration(config)
            .replace("\"" + scratch.library() + "\"", "\"" + link + "\"")
            .replaceFirst("name = .*", "name = nss-" + nss + "-" + System.nanoTime());
    Provider sun = Security.getProvider("SunPKCS11").configure("--" + text);
    return SunPkcs11Vault.open(sun, config);
  }
}
