package dev.claviger.crypto;

import java.util.Arrays;

/**
 * The four structs that RFC 9420 §5 feeds to its primitives, all made of integers and variable-size
 * vectors (§2.1.2).
 *
 * <pre>
 * struct { opaque label&lt;V&gt;; opaque value&lt;V&gt;; }   RefHashInput;
 * struct { opaque label&lt;V&gt;; opaque content&lt;V&gt;; } SignContent;
 * struct { opaque label&lt;V&gt;; opaque context&lt;V&gt;; } EncryptContext;
 * struct { uint16 length; opaque label&lt;V&gt;; opaque context&lt;V&gt;; } KDFLabel;
 * </pre>
 */
final class LabelEncoder {
  private LabelEncoder() {}

  static Bytes labelled(String label, Bytes content) {
    return Bytes.concat(vector(Bytes.utf8(label)), lengthOf(content), content);
  }

  static Bytes kdfLabel(int length, String label, Bytes context) {
    if (length < 0 || length > 0xFFFF) {
      throw new IllegalArgumentException("a KDF output length is a 16-bit number, not " + length);
    }
    Bytes uint16 = Bytes.copyOf((byte) (length >>> 8), (byte) length);
    return Bytes.concat(uint16, vector(Bytes.utf8(label)), lengthOf(context), context);
  }

  static Bytes uint32(int value) {
    return Bytes.copyOf(
        (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value);
  }

  static Bytes vector(Bytes content) {
    return Bytes.concat(lengthOf(content), content);
  }

  /** The variable-size integer before a vector: 1, 2 or 4 bytes, the fewest possible (§2.1.2). */
  static Bytes lengthOf(Bytes content) {
    int length = content.length();
    byte[] encoded = {
      (byte) (length >>> 24 | 0x80), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
    };
    if (length < 1 << 6) {
      return Bytes.copyOf((byte) length);
    }
    if (length < 1 << 14) {
      encoded[2] |= 0x40;
      return Bytes.wrap(Arrays.copyOfRange(encoded, 2, 4));
    }
    if (length < 1 << 30) {
      return Bytes.wrap(encoded);
    }
    throw new IllegalArgumentException("a vector holds at most 2^30 - 1 bytes, not " + length);
  }
}
