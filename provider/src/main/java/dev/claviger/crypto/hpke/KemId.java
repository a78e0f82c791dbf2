package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.key.KeyAlgorithm;

/** The DHKEMs of RFC 9180 §7.1, with their sizes in bytes. */
public enum KemId implements KeyAlgorithm {
  DHKEM_P256_HKDF_SHA256(0x0010, "DHKEM-P256-HKDF-SHA256", Curve.P256, KdfId.HKDF_SHA256),
  DHKEM_P384_HKDF_SHA384(0x0011, "DHKEM-P384-HKDF-SHA384", Curve.P384, KdfId.HKDF_SHA384),
  DHKEM_P521_HKDF_SHA512(0x0012, "DHKEM-P521-HKDF-SHA512", Curve.P521, KdfId.HKDF_SHA512),
  DHKEM_X25519_HKDF_SHA256(0x0020, "DHKEM-X25519-HKDF-SHA256", Curve.X25519, KdfId.HKDF_SHA256),
  DHKEM_X448_HKDF_SHA512(0x0021, "DHKEM-X448-HKDF-SHA512", Curve.X448, KdfId.HKDF_SHA512);

  private final int codePoint;
  private final String jcaName;
  private final Curve curve;
  private final KdfId kdf;

  KemId(int codePoint, String jcaName, Curve curve, KdfId kdf) {
    this.codePoint = codePoint;
    this.jcaName = jcaName;
    this.curve = curve;
    this.kdf = kdf;
  }

  public int codePoint() {
    return codePoint;
  }

  /** The JCA {@code KEM} algorithm of provider "MLS". */
  public String jcaName() {
    return jcaName;
  }

  @Override
  public Curve curve() {
    return curve;
  }

  /** The KDF inside the KEM. */
  public KdfId kdf() {
    return kdf;
  }

  /** Nsecret. */
  public int secretLength() {
    return kdf.hashLength();
  }

  /** Nenc. */
  public int encLength() {
    return curve.publicKeyLength();
  }

  /** Npk. */
  public int publicKeyLength() {
    return curve.publicKeyLength();
  }

  /** Nsk. */
  public int privateKeyLength() {
    return curve.fieldLength();
  }

  /** The length of a Diffie-Hellman value, Ndh. */
  public int dhLength() {
    return curve.fieldLength();
  }

  /**
   * @throws IllegalArgumentException if the code point is none of RFC 9180's DHKEMs
   */
  public static KemId of(int codePoint) {
    for (KemId kem : values()) {
      if (kem.codePoint == codePoint) {
        return kem;
      }
    }
    throw new IllegalArgumentException(String.format("no DHKEM has code point 0x%04X", codePoint));
  }
}
