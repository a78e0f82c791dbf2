package dev.claviger.crypto.hpke;

/** The AEADs of RFC 9180 §7.3, with their sizes in bytes. */
public enum AeadId {
  AES_128_GCM(0x0001, 16, 12, 16),
  AES_256_GCM(0x0002, 32, 12, 16),
  CHACHA20_POLY1305(0x0003, 32, 12, 16),
  EXPORT_ONLY(0xFFFF, 0, 0, 0);

  private final int codePoint;
  private final int keyLength;
  private final int nonceLength;
  private final int tagLength;

  AeadId(int codePoint, int keyLength, int nonceLength, int tagLength) {
    this.codePoint = codePoint;
    this.keyLength = keyLength;
    this.nonceLength = nonceLength;
    this.tagLength = tagLength;
  }

  public int codePoint() {
    return codePoint;
  }

  /** Nk. */
  public int keyLength() {
    return keyLength;
  }

  /** Nn. */
  public int nonceLength() {
    return nonceLength;
  }

  /** Nt. */
  public int tagLength() {
    return tagLength;
  }

  /**
   * @throws IllegalArgumentException if the code point is none of RFC 9180's AEADs
   */
  public static AeadId of(int codePoint) {
    for (AeadId aead : values()) {
      if (aead.codePoint == codePoint) {
        return aead;
      }
    }
    throw new IllegalArgumentException(String.format("no AEAD has code point 0x%04X", codePoint));
  }
}
