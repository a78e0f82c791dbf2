package dev.claviger.hsm;

import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import java.util.List;

/** What KEM.DeriveKeyPair makes, and a vault takes over. */
final class Derived {
  private Derived() {}

  /** Of 64 bytes that are all the same: equal seeds give equal keys. */
  static HpkeKeyPair pair(KemId kem, int seed) {
    byte[] ikm = new byte[64];
    java.util.Arrays.fill(ikm, (byte) seed);
    try (Secret secret = Secret.wrap(ikm)) {
      return Hpke.of(kem, kem.kdf(), AeadId.EXPORT_ONLY).deriveKeyPair(secret);
    }
  }

  static VaultKey keep(Pkcs11Vault vault, KemId kem, int seed) {
    return key(vault.derivedKeys().keep(KeyPurpose.PATH, List.of(pair(kem, seed))).get(0));
  }

  /** As what a test uses. */
  static VaultKey key(HpkeKeyPair pair) {
    AgreementHandle handle = (AgreementHandle) pair.privateKey();
    return new VaultKey(
        handle.ref(), KeyPurpose.PATH, handle.kem(), handle, pair.publicKey().value());
  }
}
