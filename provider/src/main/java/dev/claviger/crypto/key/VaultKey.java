package dev.claviger.crypto.key;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.SignatureKeyPair;
import dev.claviger.crypto.SignaturePublicKey;
import java.security.PrivateKey;

/**
 * A key pair that a vault holds.
 *
 * @param privateKey the opaque handle
 * @param publicKey the public key in its MLS encoding ({@link SignaturePublicKey}, {@link
 *     HpkePublicKey})
 */
public record VaultKey(
    KeyRef ref,
    KeyPurpose purpose,
    KeyAlgorithm algorithm,
    PrivateKey privateKey,
    Bytes publicKey) {

  /**
   * @throws IllegalStateException if this is not a signature key
   */
  public SignatureKeyPair asSignatureKeyPair() {
    if (purpose != KeyPurpose.SIGNATURE) {
      throw new IllegalStateException(ref + " is an HPKE key, not a signature key");
    }
    return new SignatureKeyPair(privateKey, new SignaturePublicKey(publicKey));
  }

  /**
   * @throws IllegalStateException if this is not an HPKE key
   */
  public HpkeKeyPair asHpkeKeyPair() {
    if (purpose == KeyPurpose.SIGNATURE) {
      throw new IllegalStateException(ref + " is a signature key, not an HPKE key");
    }
    return new HpkeKeyPair(privateKey, new HpkePublicKey(publicKey));
  }
}
