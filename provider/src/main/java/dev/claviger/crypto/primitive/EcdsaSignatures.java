package dev.claviger.crypto.primitive;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import java.math.BigInteger;

/**
 * {@code ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }} in DER (RFC 3279 §2.2.3), which is
 * what MLS carries. One encoding per signature: whatever is not DER is refused.
 */
public final class EcdsaSignatures {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private EcdsaSignatures() {}

  /** The two halves of a signature. */
  public record Halves(BigInteger r, BigInteger s) {}

  public static Bytes encode(BigInteger r, BigInteger s) {
    byte[] rBytes = r.toByteArray();
    byte[] sBytes = s.toByteArray();
    int content = 4 + rBytes.length + sBytes.length;
    int header = content < 0x80 ? 2 : 3;
    byte[] der = new byte[header + content];
    der[0] = SEQUENCE;
    if (header == 3) {
      der[1] = (byte) 0x81;
    }
    der[header - 1] = (byte) content;
    putInteger(rBytes, der, header);
    putInteger(sBytes, der, header + 2 + rBytes.length);
    return Bytes.wrap(der);
  }

  /**
   * @throws AuthenticationException if it is not DER
   */
  public static Halves decode(Bytes signature) {
    int header = signature.length() > 1 && signature.get(1) == 0x81 ? 3 : 2;
    if (signature.length() < header + 6
        || signature.get(0) != SEQUENCE
        || signature.get(header - 1) != signature.length() - header
        || (header == 3) != (signature.get(header - 1) >= 0x80)) {
      throw malformed();
    }
    Bytes r = integer(signature, header);
    Bytes s = integer(signature, header + 2 + r.length());
    if (header + 4 + r.length() + s.length() != signature.length()) {
      throw malformed();
    }
    return new Halves(value(r), value(s));
  }

  private static void putInteger(byte[] value, byte[] target, int at) {
    target[at] = INTEGER;
    target[at + 1] = (byte) value.length;
    System.arraycopy(value, 0, target, at + 2, value.length);
  }

  /** The content of the positive, minimal INTEGER at an offset. */
  private static Bytes integer(Bytes der, int at) {
    if (der.length() < at + 3 || der.get(at) != INTEGER) {
      throw malformed();
    }
    int length = der.get(at + 1);
    if (length == 0 || length >= 0x80 || der.length() < at + 2 + length) {
      throw malformed();
    }
    Bytes content = der.slice(at + 2, at + 2 + length);
    boolean negative = content.get(0) >= 0x80;
    boolean padded = length > 1 && content.get(0) == 0 && content.get(1) < 0x80;
    if (negative || padded) {
      throw malformed();
    }
    return content;
  }

  private static BigInteger value(Bytes content) {
    return new BigInteger(content.toByteArray());
  }

  private static AuthenticationException malformed() {
    return new AuthenticationException("signature verification");
  }
}
