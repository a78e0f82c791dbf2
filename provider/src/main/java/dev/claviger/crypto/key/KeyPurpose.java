package dev.claviger.crypto.key;

/** Which of a member's keys a vault key is (RFC 9420 §5.3, §7.2, §10). */
public enum KeyPurpose {
  /** Signs leaf nodes, KeyPackages, GroupInfos and messages: {@code signature_key}. */
  SIGNATURE,
  /** Opens the one Welcome that answers a KeyPackage: {@code init_key}. */
  INIT,
  /** Opens path secrets sealed to the member's leaf: {@code encryption_key}. */
  LEAF
}
