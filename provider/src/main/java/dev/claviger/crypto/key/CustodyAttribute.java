package dev.claviger.crypto.key;

/** What hardware tells of how it keeps a key (PKCS#11 3.1 §4.9). */
public enum CustodyAttribute {
  /** CKA_SENSITIVE: the value cannot be read in clear. */
  SENSITIVE,
  /** CKA_NEVER_EXTRACTABLE: the key never could leave, not even wrapped. */
  NEVER_EXTRACTABLE,
  /** CKA_LOCAL: it was generated where it lives. */
  LOCAL;

  /** As PKCS#11 calls it. */
  public String ckaName() {
    return "CKA_" + name();
  }
}
