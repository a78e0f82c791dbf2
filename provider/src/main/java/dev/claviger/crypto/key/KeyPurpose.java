package dev.claviger.crypto.key;

import dev.claviger.crypto.SignatureScheme;

/** Which of a member's keys a vault key is (RFC 9420 §5.3, §7.2, §10). */
public enum KeyPurpose {
  /** Signs leaf nodes, KeyPackages, GroupInfos and messages: {@code signature_key}. */
  SIGNATURE,
  /** Opens the one Welcome that answers a KeyPackage: {@code init_key}. */
  INIT,
  /** Opens path secrets sealed to the member's leaf: {@code encryption_key}. */
  LEAF;

  /**
   * Refuses an algorithm that cannot serve this purpose.
   *
   * @throws IllegalArgumentException if a signature key was asked for with a KEM, or an HPKE key
   *     with a signature scheme
   */
  public void require(KeyAlgorithm algorithm) {
    boolean signs = algorithm instanceof SignatureScheme;
    if (signs != (this == SIGNATURE)) {
      throw new IllegalArgumentException("a key for " + this + " cannot be one of " + algorithm);
    }
  }
}
