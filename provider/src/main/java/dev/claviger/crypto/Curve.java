package dev.claviger.crypto;

/** The elliptic curves of the RFC 9420 suites, with their sizes in bytes. */
public enum Curve {
  P256("secp256r1", "1.2.840.10045.3.1.7", 32, 65),
  P384("secp384r1", "1.3.132.0.34", 48, 97),
  P521("secp521r1", "1.3.132.0.35", 66, 133),
  X25519("X25519", "1.3.101.110", 32, 32),
  X448("X448", "1.3.101.111", 56, 56),
  ED25519("Ed25519", "1.3.101.112", 32, 32),
  ED448("Ed448", "1.3.101.113", 57, 57);

  private final String jcaName;
  private final String oid;
  private final int fieldLength;
  private final int publicKeyLength;

  Curve(String jcaName, String oid, int fieldLength, int publicKeyLength) {
    this.jcaName = jcaName;
    this.oid = oid;
    this.fieldLength = fieldLength;
    this.publicKeyLength = publicKeyLength;
  }

  /** The JCA name: an {@code ECGenParameterSpec} or {@code NamedParameterSpec} name. */
  public String jcaName() {
    return jcaName;
  }

  /** The dotted object identifier. */
  public String oid() {
    return oid;
  }

  /** The length of a coordinate, of a Diffie-Hellman value and of a private key. */
  public int fieldLength() {
    return fieldLength;
  }

  /** The length of a public key: {@code 04 ‖ X ‖ Y} for a NIST curve, raw otherwise. */
  public int publicKeyLength() {
    return publicKeyLength;
  }

  /** Whether this is a NIST curve (short Weierstrass form). */
  public boolean isNist() {
    return this == P256 || this == P384 || this == P521;
  }

  /** Whether this is a Montgomery curve (RFC 7748), which only agrees. */
  public boolean isMontgomery() {
    return this == X25519 || this == X448;
  }

  /** Whether this is an Edwards curve (RFC 8032), which only signs. */
  public boolean isEdwards() {
    return this == ED25519 || this == ED448;
  }
}
