package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys in SoftHSM through the own binding: every algorithm of the seven suites. */
class Pkcs11VaultTest {
  private static final byte[] MESSAGE = "To be signed".getBytes(StandardCharsets.UTF_8);
  private static final Bytes PREFIX = Bytes.utf8("HPKE-v1 suite eae_prk");

  @ParameterizedTest
  @EnumSource
  void signature_verifiesInSoftware(SignatureScheme scheme) throws GeneralSecurityException {
    try (Pkcs11Vault vault = SoftHsm.open()) {
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, scheme);
      try {
        assertTrue(Software.verifies(scheme, key.publicKey(), MESSAGE, sign(key, MESSAGE)));
      } finally {
        vault.destroy(key.ref());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothRoutes_giveWhatSoftwareGives(KemId kem) {
    for (AgreementRoute route : List.of(AgreementRoute.DIGEST_KEY, AgreementRoute.RAW_SECRET)) {
      try (Pkcs11Vault vault =
          Pkcs11Vault.open(SoftHsm.require().config(SoftHsm.TOKEN).routes(route).build())) {
        VaultKey key = vault.generate(KeyPurpose.INIT, kem);
        try {
          AgreementHandle handle = assertInstanceOf(AgreementHandle.class, key.privateKey());
          assertEquals(route, handle.route());
          KeyPair ephemeral = Software.generate(kem.curve());
          KeyPair sender = Software.generate(kem.curve());
          Bytes first = Software.agree(kem.curve(), ephemeral, key.publicKey());
          Bytes second = Software.agree(kem.curve(), sender, key.publicKey());
          HpkePublicKey one = Software.encoded(kem.curve(), ephemeral.getPublic());
          HpkePublicKey two = Software.encoded(kem.curve(), sender.getPublic());
          try (Secret prefix = Secret.copyOf(PREFIX)) {
            assertEquals(
                Software.extract(kem, PREFIX, first), handle.extract(prefix, List.of(one)));
            assertEquals(
                Software.extract(kem, PREFIX, first, second),
                handle.extract(prefix, List.of(one, two)));
          }
        } finally {
          vault.destroy(key.ref());
        }
      }
    }
  }

  static byte[] sign(VaultKey key, byte[] message) throws GeneralSecurityException {
    KeyHandle handle = assertInstanceOf(KeyHandle.class, key.privateKey());
    SignatureScheme scheme = (SignatureScheme) key.algorithm();
    Signature signer = Signature.getInstance(scheme.jcaName(), handle.provider());
    signer.initSign(handle);
    signer.update(message);
    return signer.sign();
  }
}
