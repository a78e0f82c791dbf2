package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import java.util.Map;

/**
 * The ASN.1 wrappings of raw keys. Each is a constant header before the raw bytes: RFC 8410 for the
 * Edwards and Montgomery curves, RFC 5480 for the points of the NIST curves, RFC 5915 for points
 * beside their private keys.
 */
public final class KeyEncodings {
  private static final Map<Curve, byte[]> SPKI_HEADERS =
      Map.of(
          Curve.P256, hex("3059301306072a8648ce3d020106082a8648ce3d030107034200"),
          Curve.P384, hex("3076301006072a8648ce3d020106052b81040022036200"),
          Curve.P521, hex("30819b301006072a8648ce3d020106052b8104002303818600"),
          Curve.X25519, hex("302a300506032b656e032100"),
          Curve.X448, hex("3042300506032b656f033900"),
          Curve.ED25519, hex("302a300506032b6570032100"),
          Curve.ED448, hex("3043300506032b6571033a00"));

  private static final Map<Curve, byte[]> PKCS8_HEADERS =
      Map.of(
          Curve.X25519, hex("302e020100300506032b656e04220420"),
          Curve.X448, hex("3046020100300506032b656f043a0438"),
          Curve.ED25519, hex("302e020100300506032b657004220420"),
          Curve.ED448, hex("3047020100300506032b6571043b0439"));

  private static final Map<Curve, byte[]> EC_PUBLIC_KEY_HEADERS =
      Map.of(
          Curve.P256, hex("a144034200"),
          Curve.P384, hex("a164036200"),
          Curve.P521, hex("a1818903818600"));

  private KeyEncodings() {}

  /**
   * @throws InvalidPublicKeyException if the key has not the curve's length
   */
  public static byte[] subjectPublicKeyInfo(Curve curve, Bytes raw) {
    requireLength(curve, raw);
    byte[] header = SPKI_HEADERS.get(curve);
    byte[] encoded = java.util.Arrays.copyOf(header, header.length + raw.length());
    raw.copyTo(encoded, header.length);
    return encoded;
  }

  /**
   * The raw key inside a SubjectPublicKeyInfo.
   *
   * @throws InvalidPublicKeyException if it is not one of this curve, in uncompressed form
   */
  public static Bytes rawPublicKey(Curve curve, byte[] subjectPublicKeyInfo) {
    byte[] header = SPKI_HEADERS.get(curve);
    int length = header.length + curve.publicKeyLength();
    if (subjectPublicKeyInfo == null
        || subjectPublicKeyInfo.length != length
        || !java.util.Arrays.equals(
            header, 0, header.length, subjectPublicKeyInfo, 0, header.length)) {
      throw new InvalidPublicKeyException("not an X.509 public key of " + curve.jcaName());
    }
    return Bytes.copyOf(subjectPublicKeyInfo, header.length, curve.publicKeyLength());
  }

  /**
   * @throws InvalidPublicKeyException if the key has not the curve's length
   */
  public static void requireLength(Curve curve, Bytes publicKey) {
    if (publicKey.length() != curve.publicKeyLength()) {
      throw new InvalidPublicKeyException(
          "a public key of "
              + curve.jcaName()
              + " has "
              + curve.publicKeyLength()
              + " bytes, not "
              + publicKey.length());
    }
  }

  /** The PKCS#8 form of a raw Edwards or Montgomery key; the caller zeroes it. */
  static byte[] pkcs8(Curve curve, Secret raw) {
    byte[] header = PKCS8_HEADERS.get(curve);
    byte[] encoded = java.util.Arrays.copyOf(header, header.length + raw.length());
    raw.feed((a, o, n) -> System.arraycopy(a, o, encoded, header.length, n));
    return encoded;
  }

  /** The raw Edwards or Montgomery key inside its PKCS#8 form, or empty if it is another form. */
  static java.util.Optional<Secret> rawPrivateKey(Curve curve, byte[] pkcs8) {
    byte[] header = PKCS8_HEADERS.get(curve);
    if (pkcs8 == null
        || pkcs8.length != header.length + curve.fieldLength()
        || !java.util.Arrays.equals(header, 0, header.length, pkcs8, 0, header.length)) {
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(
        Secret.wrap(java.util.Arrays.copyOfRange(pkcs8, header.length, pkcs8.length)));
  }

  /**
   * The public key that a provider has encoded beside a NIST curve's private key, in ECPrivateKey's
   * {@code publicKey [1] BIT STRING OPTIONAL} (RFC 5915 §3), which is the last of all.
   */
  static java.util.Optional<Bytes> publicKeyBeside(Curve curve, byte[] pkcs8) {
    byte[] header = EC_PUBLIC_KEY_HEADERS.get(curve);
    int length = header.length + curve.publicKeyLength();
    if (pkcs8 == null || pkcs8.length < length + curve.fieldLength()) {
      return java.util.Optional.empty();
    }
    int at = pkcs8.length - length;
    return java.util.Arrays.equals(pkcs8, at, at + header.length, header, 0, header.length)
        ? java.util.Optional.of(Bytes.copyOf(pkcs8, at + header.length, curve.publicKeyLength()))
        : java.util.Optional.empty();
  }

  private static byte[] hex(String digits) {
    return Bytes.fromHex(digits).toByteArray();
  }
}
