package dev.claviger.mls.codec;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes the encoding of RFC 9420 §2.1. Buffers it outgrows are zeroed, because some structs carry
 * secrets.
 */
public final class TlsWriter {
  /** What mostly still comes after something long: a signature, a few lengths. */
  private static final int HEADROOM = 256;

  private static final int WORTH_KEEPING = 8;

  private static final byte[] NOTHING = {};

  private byte[] buffer;
  private int length;

  public TlsWriter() {
    this(256);
  }

  /**
   * @param expected the likely length of the result, in bytes
   */
  public TlsWriter(int expected) {
    buffer = new byte[expected];
  }

  public TlsWriter uint8(int value) {
    return number(value, 1);
  }

  public TlsWriter uint16(int value) {
    return number(value, 2);
  }

  public TlsWriter uint32(int value) {
    return number(value, 4);
  }

  public TlsWriter uint64(long value) {
    return number(value, 8);
  }

  /** {@code opaque field[n]}: the bytes with nothing before them. */
  public TlsWriter fixed(Bytes value) {
    ensure(value.length());
    value.copyTo(buffer, length);
    length += value.length();
    return this;
  }

  /** {@code opaque field<V>}. */
  public TlsWriter opaque(Bytes value) {
    varint(value.length());
    return fixed(value);
  }

  /** {@code opaque field<V>}; the secret stays alive. */
  public TlsWriter secret(Secret value) {
    varint(value.length());
    ensure(value.length());
    value.feed((array, offset, n) -> System.arraycopy(array, offset, buffer, length, n));
    length += value.length();
    return this;
  }

  public TlsWriter struct(TlsStruct value) {
    value.write(this);
    return this;
  }

  /** {@code T field<V>}. */
  public TlsWriter list(List<? extends TlsStruct> elements) {
    int start = length;
    for (TlsStruct element : elements) {
      element.write(this);
    }
    return prefix(start);
  }

  /** {@code optional<T> field} (§2.1.1). */
  public TlsWriter optional(Optional<? extends TlsStruct> value) {
    uint8(value.isPresent() ? 1 : 0);
    value.ifPresent(this::struct);
    return this;
  }

  /** The shortest encoding of a vector's length (§2.1.2). */
  public TlsWriter varint(int value) {
    return switch (varintSize(value)) {
      case 1 -> number(value, 1);
      case 2 -> number(value | 0x4000L, 2);
      default -> number(value | 0x8000_0000L, 4);
    };
  }

  /** The number of bytes written so far. */
  public int length() {
    return length;
  }

  /** What was written; the writer is emptied. */
  public Bytes toBytes() {
    byte[] written = buffer;
    int end = length;
    buffer = NOTHING;
    length = 0;
    // A copy of something long costs more than the little that is left over.
    return written.length - end <= end / WORTH_KEEPING
        ? Bytes.wrap(written, 0, end)
        : Bytes.copyOf(written, 0, end);
  }

  /** What was written, in an array of that length; the writer is emptied. */
  public byte[] toByteArray() {
    byte[] written = Arrays.copyOf(buffer, length);
    buffer = NOTHING;
    length = 0;
    return written;
  }

  /** What was written, as a secret; the writer is emptied and zeroed. */
  public Secret toSecret() {
    Secret value = Secret.wrap(Arrays.copyOf(buffer, length));
    Arrays.fill(buffer, (byte) 0);
    length = 0;
    return value;
  }

  /** Puts the length before what was written from {@code start} on. */
  private TlsWriter prefix(int start) {
    int content = length - start;
    int header = varintSize(content);
    ensure(header);
    System.arraycopy(buffer, start, buffer, start + header, content);
    length = start;
    varint(content);
    length += content;
    return this;
  }

  private static int varintSize(int value) {
    if (value < 0 || value > Limits.MAX_VECTOR_LENGTH) {
      throw new IllegalArgumentException("a vector holds at most 2^30 - 1 bytes, not " + value);
    }
    return value < 1 << 6 ? 1 : value < 1 << 14 ? 2 : 4;
  }

  private TlsWriter number(long value, int size) {
    ensure(size);
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      buffer[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  private void ensure(int more) {
    int needed = Math.addExact(length, more);
    if (needed > buffer.length) {
      byte[] outgrown = buffer;
      buffer = Arrays.copyOf(outgrown, Math.max(needed + HEADROOM, outgrown.length * 2));
      Arrays.fill(outgrown, (byte) 0);
    }
  }
}
