package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.hsm.cryptoki.Der;
import java.util.Optional;

/**
 * Reads CKA_EC_POINT, which tokens give as a DER OCTET STRING (as PKCS#11 says), as the bare key,
 * as a BIT STRING, or as DER with a length that is not DER. Decided by the curve's length first.
 */
final class EcPoint {
  private static final int UNCOMPRESSED = 0x04;

  private EcPoint() {}

  /** The public key in its MLS encoding, or empty if this is none of the curve. */
  static Optional<Bytes> decode(Curve curve, Bytes attribute) {
    int length = curve.publicKeyLength();
    int header = attribute.length() - length;
    if (header < 0 || header > 4 || !isHeader(attribute, header, length)) {
      return Optional.empty();
    }
    Bytes key = attribute.slice(header, attribute.length());
    return curve.isNist() && key.get(0) != UNCOMPRESSED ? Optional.empty() : Optional.of(key);
  }

  private static boolean isHeader(Bytes attribute, int header, int length) {
    if (header == 0) {
      return true;
    }
    int tag = attribute.get(0);
    if (tag == Der.OCTET_STRING) {
      return isLength(attribute, header, length);
    }
    return tag == Der.BIT_STRING
        && attribute.get(header - 1) == 0 // no unused bits
        && isLength(attribute, header - 1, length + 1);
  }

  /** One byte of length, which tpm2-pkcs11 uses even beyond 127, or the long form 81 nn. */
  private static boolean isLength(Bytes attribute, int header, int length) {
    if (header == 2) {
      return attribute.get(1) == length;
    }
    return header == 3 && attribute.get(1) == 0x81 && attribute.get(2) == length;
  }
}
