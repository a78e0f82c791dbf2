package dev.claviger.crypto.hpke;

/** The KDFs of RFC 9180 §7.2, with the output length Nh of their hash in bytes. */
public enum KdfId {
  HKDF_SHA256(0x0001, "SHA-256", "HmacSHA256", 32, 64),
  HKDF_SHA384(0x0002, "SHA-384", "HmacSHA384", 48, 128),
  HKDF_SHA512(0x0003, "SHA-512", "HmacSHA512", 64, 128);

  private final int codePoint;
  private final String digest;
  private final String mac;
  private final int hashLength;
  private final int blockLength;

  KdfId(int codePoint, String digest, String mac, int hashLength, int blockLength) {
    this.codePoint = codePoint;
    this.digest = digest;
    this.mac = mac;
    this.hashLength = hashLength;
    this.blockLength = blockLength;
  }

  public int codePoint() {
    return codePoint;
  }

  /** The JCA {@code MessageDigest} algorithm. */
  public String digest() {
    return digest;
  }

  /** The JCA {@code Mac} algorithm. */
  public String mac() {
    return mac;
  }

  /** Nh. */
  public int hashLength() {
    return hashLength;
  }

  /** The block length of the hash: what HMAC pads its key to (RFC 2104). */
  public int blockLength() {
    return blockLength;
  }

  /** The most that Expand can give: 255 × Nh (RFC 5869 §2.3). */
  public int maxExpandLength() {
    return 255 * hashLength;
  }

  /**
   * @throws IllegalArgumentException if the code point is none of RFC 9180's KDFs
   */
  public static KdfId of(int codePoint) {
    for (KdfId kdf : values()) {
      if (kdf.codePoint == codePoint) {
        return kdf;
      }
    }
    throw new IllegalArgumentException(String.format("no KDF has code point 0x%04X", codePoint));
  }
}
