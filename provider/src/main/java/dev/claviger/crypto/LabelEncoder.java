package dev.claviger.crypto;

import java.nio.charset.StandardCharsets;

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
  /** What begins the labels of MLS. */
  private static final byte[] MLS = "MLS 1.0 ".getBytes(StandardCharsets.UTF_8);

  private static final byte[] NOTHING = {};

  private LabelEncoder() {}

  static Bytes refHashInput(String label, Bytes value) {
    return Bytes.wrap(afterRoomFor(0, NOTHING, label, value));
  }

  /** SignContent or EncryptContext. */
  static Bytes labelled(String label, Bytes content) {
    return Bytes.wrap(afterRoomFor(0, MLS, label, content));
  }

  static Bytes kdfLabel(int length, String label, Bytes context) {
    if (length < 0 || length > 0xFFFF) {
      throw new IllegalArgumentException("a KDF output length is a 16-bit number, not " + length);
    }
    byte[] encoded = afterRoomFor(2, MLS, label, context);
    encoded[0] = (byte) (length >>> 8);
    encoded[1] = (byte) length;
    return Bytes.wrap(encoded);
  }

  /** The two vectors in one array: an epoch has some sixty of them made. */
  private static byte[] afterRoomFor(int header, byte[] prefix, String label, Bytes content) {
    byte[] text = label.getBytes(StandardCharsets.UTF_8);
    int labelLength = prefix.length + text.length;
    int contentAt = header + lengthSize(labelLength) + labelLength;
    byte[] encoded =
        new byte[Math.addExact(contentAt + lengthSize(content.length()), content.length())];
    int at = putLength(encoded, header, labelLength);
    System.arraycopy(prefix, 0, encoded, at, prefix.length);
    System.arraycopy(text, 0, encoded, at + prefix.length, text.length);
    content.copyTo(encoded, putLength(encoded, contentAt, content.length()));
    return encoded;
  }

  static Bytes uint32(int value) {
    return Bytes.copyOf(
        (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value);
  }

  /** The bytes of the integer before a vector: 1, 2 or 4, the fewest possible (§2.1.2). */
  private static int lengthSize(int length) {
    if (length >= 1 << 30) {
      throw new IllegalArgumentException("a vector holds at most 2^30 - 1 bytes, not " + length);
    }
    return length < 1 << 6 ? 1 : length < 1 << 14 ? 2 : 4;
  }

  /**
   * The integer before a vector, whose first two bits say how long it is itself.
   *
   * @return where it ends
   */
  private static int putLength(byte[] target, int at, int length) {
    int size = lengthSize(length);
    for (int i = 0; i < size; i++) {
      target[at + i] = (byte) (length >>> (8 * (size - 1 - i)));
    }
    target[at] |= (byte) (Integer.numberOfTrailingZeros(size) << 6);
    return at + size;
  }
}
