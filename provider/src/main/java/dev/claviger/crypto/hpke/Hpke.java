package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;

/** API SKETCH, BEING IMPLEMENTED. */
public final class Hpke {
  private final KemId kem;
  private final KdfId kdf;
  private final AeadId aead;

  private Hpke(KemId kem, KdfId kdf, AeadId aead) {
    this.kem = kem;
    this.kdf = kdf;
    this.aead = aead;
  }

  public static Hpke of(KemId kem, KdfId kdf, AeadId aead) {
    return new Hpke(kem, kdf, aead);
  }

  public KemId kem() {
    return kem;
  }

  public KdfId kdf() {
    return kdf;
  }

  public AeadId aead() {
    return aead;
  }

  public PreparedInfo prepare(Bytes info) {
    throw new UnsupportedOperationException();
  }

  public HpkeSender setupBaseS(HpkePublicKey recipient, Bytes info) {
    throw new UnsupportedOperationException();
  }

  public HpkeRecipient setupBaseR(Bytes enc, HpkeKeyPair recipient, Bytes info) {
    throw new UnsupportedOperationException();
  }

  public HpkeCiphertext seal(HpkePublicKey recipient, Bytes info, Bytes aad, Bytes plaintext) {
    throw new UnsupportedOperationException();
  }

  public Bytes open(HpkeKeyPair recipient, Bytes info, Bytes aad, HpkeCiphertext ciphertext) {
    throw new UnsupportedOperationException();
  }

  public Secret openSecret(
      HpkeKeyPair recipient, Bytes info, Bytes aad, HpkeCiphertext ciphertext) {
    throw new UnsupportedOperationException();
  }

  public HpkeKeyPair generateKeyPair() {
    throw new UnsupportedOperationException();
  }

  public HpkeKeyPair deriveKeyPair(Secret ikm) {
    throw new UnsupportedOperationException();
  }
}
