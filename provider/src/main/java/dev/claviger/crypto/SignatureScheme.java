package dev.claviger.crypto;

import dev.claviger.crypto.key.KeyAlgorithm;

/**
 * The signature schemes of the RFC 9420 suites, under their TLS code points (RFC 9420 §5.1.1,
 * §17.1). ECDSA signatures are DER-encoded {@code ECDSA-Sig-Value}s; EdDSA signatures are raw.
 */
public enum SignatureScheme implements KeyAlgorithm {
  ECDSA_SECP256R1_SHA256(0x0403, "SHA256withECDSA", "SHA-256", Curve.P256),
  ECDSA_SECP384R1_SHA384(0x0503, "SHA384withECDSA", "SHA-384", Curve.P384),
  ECDSA_SECP521R1_SHA512(0x0603, "SHA512withECDSA", "SHA-512", Curve.P521),
  ED25519(0x0807, "Ed25519", "", Curve.ED25519),
  ED448(0x0808, "Ed448", "", Curve.ED448);

  private final int codePoint;
  private final String jcaName;
  private final String digest;
  private final Curve curve;

  SignatureScheme(int codePoint, String jcaName, String digest, Curve curve) {
    this.codePoint = codePoint;
    this.jcaName = jcaName;
    this.digest = digest;
    this.curve = curve;
  }

  /** The TLS SignatureScheme code point. */
  public int codePoint() {
    return codePoint;
  }

  /** The JCA {@code Signature} algorithm. */
  public String jcaName() {
    return jcaName;
  }

  /** The JCA name of the hash that ECDSA signs; empty for EdDSA, which hashes itself. */
  public String digest() {
    return digest;
  }

  @Override
  public Curve curve() {
    return curve;
  }

  public boolean isEdDsa() {
    return digest.isEmpty();
  }
}
