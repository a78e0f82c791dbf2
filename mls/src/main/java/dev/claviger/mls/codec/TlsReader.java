package dev.claviger.mls.codec;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.rule.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the encoding of RFC 9420 §2.1 from hostile bytes: a length is compared with what is there
 * before anything is allocated, and every failure is a {@link DecodeException}. What is read is
 * copied, so that a small field does not keep a large message alive.
 *
 * <p>The {@code field} of each method is what a failure names: {@code Struct.field} in the RFC's
 * names.
 */
public final class TlsReader {
  private final Bytes input;
  private int at;
  private final int end;

  private TlsReader(Bytes input, int at, int end) {
    this.input = input;
    this.at = at;
    this.end = end;
  }

  /**
   * The one struct that these bytes encode.
   *
   * @throws DecodeException if they are longer than {@link Limits#MAX_MESSAGE_LENGTH}, do not
   *     encode the struct, or go on after it
   */
  public static <T> T decode(Bytes input, String struct, Decoder<T> decoder) {
    return decode(input, struct, decoder, Limits.MAX_MESSAGE_LENGTH);
  }

  /**
   * @param maxLength the longest input, in bytes, that is looked at
   * @throws DecodeException as above
   */
  public static <T> T decode(Bytes input, String struct, Decoder<T> decoder, int maxLength) {
    if (input.length() > maxLength) {
      throw new DecodeException(
          Rule.ENCODING_IS_WITHIN_LIMITS,
          struct,
          input.length() + " bytes are more than the limit of " + maxLength);
    }
    TlsReader r = new TlsReader(input, 0, input.length());
    T value = decoder.read(r);
    if (r.remaining() != 0) {
      throw new DecodeException(
          Rule.ENCODING_ENDS_WITH_THE_STRUCT, struct, r.remaining() + " bytes follow");
    }
    return value;
  }

  /** Decodes a secret without leaving a copy of it behind. */
  public static <T> T decode(Secret input, String struct, Decoder<T> decoder) {
    byte[] clear = input.expose();
    try {
      return decode(Bytes.wrap(clear), struct, decoder);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /** A reader that may stop early: what follows the struct is the caller's to look at. */
  public static TlsReader over(Bytes input) {
    return new TlsReader(input, 0, input.length());
  }

  public int remaining() {
    return end - at;
  }

  /** Where this reader is, for {@link #since}. */
  public int position() {
    return at;
  }

  /** A copy of what was read since this reader was there. */
  public byte[] since(int position) {
    return input.toByteArray(position, at);
  }

  /** Passes over these bytes if they come next; otherwise it stays where it is. */
  public boolean skip(Bytes expected) {
    int length = expected.length();
    if (length > remaining() || !input.slice(at, at + length).equals(expected)) {
      return false;
    }
    at += length;
    return true;
  }

  public int uint8(String field) {
    need(1, field);
    return input.get(at++);
  }

  public int uint16(String field) {
    need(2, field);
    return (int) number(2);
  }

  /** An unsigned number in the bits of an {@code int}. */
  public int uint32(String field) {
    need(4, field);
    return (int) number(4);
  }

  /** An unsigned number in the bits of a {@code long}. */
  public long uint64(String field) {
    need(8, field);
    return number(8);
  }

  /** {@code opaque field[length]}. */
  public Bytes fixed(int length, String field) {
    need(length, field);
    Bytes value = Bytes.wrap(input.toByteArray(at, at + length));
    at += length;
    return value;
  }

  /** {@code opaque field<V>}. */
  public Bytes opaque(String field) {
    return fixed(vectorLength(field), field);
  }

  /** {@code opaque field<V>} whose content is secret. */
  public Secret secret(String field) {
    int length = vectorLength(field);
    Secret value = Secret.copyOf(input.slice(at, at + length));
    at += length;
    return value;
  }

  /** {@code T field<V>}: an unmodifiable list. */
  public <T> List<T> list(String field, Decoder<T> element) {
    int length = vectorLength(field);
    if (length == 0) {
      return List.of();
    }
    TlsReader inside = new TlsReader(input, at, at + length);
    at += length;
    T first = element.read(inside);
    if (inside.remaining() == 0) {
      return List.of(first);
    }
    List<T> elements = new ArrayList<>();
    elements.add(first);
    while (inside.remaining() > 0) {
      elements.add(element.read(inside));
    }
    return List.copyOf(elements);
  }

  /** {@code optional<T> field} (§2.1.1). */
  public <T> Optional<T> optional(String field, Decoder<T> value) {
    int present = uint8(field);
    if (present > 1) {
      throw new DecodeException(
          Rule.PRESENCE_OCTET_IS_0_OR_1, field, "the presence octet is " + present);
    }
    return present == 1 ? Optional.of(value.read(this)) : Optional.empty();
  }

  /** The variable-size integer that heads a vector: 1, 2 or 4 bytes, the fewest possible. */
  public int varint(String field) {
    need(1, field);
    int prefix = input.get(at) >>> 6;
    if (prefix == 3) {
      throw new DecodeException(
          Rule.VECTOR_LENGTH_PREFIX_IS_VALID, field, "the length begins with bits 11");
    }
    int size = 1 << prefix;
    need(size, field);
    int value = (int) number(size) & ((1 << (8 * size - 2)) - 1);
    if (prefix > 0 && value < 1 << (8 * (size / 2) - 2)) {
      throw new DecodeException(
          Rule.VECTOR_LENGTH_IS_SHORTEST, field, value + " is encoded in " + size + " bytes");
    }
    return value;
  }

  private int vectorLength(String field) {
    int length = varint(field);
    need(length, field);
    return length;
  }

  private void need(int length, String field) {
    if (length > remaining()) {
      throw new DecodeException(
          Rule.ENCODING_IS_COMPLETE,
          field,
          "needs " + length + " bytes, " + remaining() + " are left");
    }
  }

  private long number(int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | input.get(at++);
    }
    return value;
  }
}
