package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.scratch.ScratchTpm;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** tpm2-pkcs11 on a TPM of software: signature keys only, and token objects only. */
class TpmTest {
  @Test
  void tpm_keepsSignatureKeysOnly_andSaysSo() throws GeneralSecurityException {
    ScratchTpm.missing().ifPresent(why -> NotRun.because("no TPM: " + why));
    try (ScratchTpm tpm = ScratchTpm.create("mls");
        Pkcs11Vault vault = Pkcs11Vault.open(tpm.config().finalizeOnClose(true).build())) {
      assertEquals(List.of("generic", "tpm2-pkcs11"), vault.vendorFiles());
      for (SignatureScheme scheme :
          List.of(SignatureScheme.ECDSA_SECP256R1_SHA256, SignatureScheme.ECDSA_SECP384R1_SHA384)) {
        VaultKey key = vault.generate(KeyPurpose.SIGNATURE, scheme);
        Pkcs11VaultTest.use(key);
        assertTrue(vault.attest(key.ref()).neverExtractable());
        assertTrue(vault.destroy(key.ref()));
      }
      for (SignatureScheme scheme : List.of(SignatureScheme.ED25519, SignatureScheme.ED448)) {
        assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(scheme));
      }
      for (KemId kem : KemId.values()) {
        VaultSupport.Unsupported no =
            assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(kem));
        assertTrue(no.reason().contains("CKM_ECDH1_DERIVE"), no.reason());
      }
      assertEquals(List.of(), vault.list());
    }
  }
}
