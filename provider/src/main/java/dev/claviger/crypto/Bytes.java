package dev.claviger.crypto;

import java.util.Arrays;

/**
 * An immutable sequence of public bytes: an encoding, a hash, a signature, a public key.
 *
 * <p>Slices share the array they were cut from. Equality is by content; it is not constant-time, so
 * a value whose comparison could leak belongs in a {@link Secret}.
 */
public final class Bytes implements Comparable<Bytes> {
  private static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);
  private static final int PRINTED = 64;

  /** {@code HexFormat} is not on Android before API level 34. */
  private static final String DIGITS = "0123456789abcdef";

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** Where a range of an array is consumed; it must not write to the array nor keep it. */
  @FunctionalInterface
  public interface Sink {
    void accept(byte[] array, int offset, int length);
  }

  /** A computation over a range of an array; it must not write to the array nor keep it. */
  @FunctionalInterface
  public interface Reader<T, X extends Exception> {
    T apply(byte[] array, int offset, int length) throws X;
  }

  public static Bytes empty() {
    return EMPTY;
  }

  /** Takes the array over without a copy: the caller must not touch it again. */
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
  }

  /**
   * Takes the array over without a copy, and is the bytes from {@code from} (inclusive) to {@code
   * to} (exclusive) of it.
   */
  public static Bytes wrap(byte[] array, int from, int to) {
    java.util.Objects.checkFromToIndex(from, to, array.length);
    return from == to ? EMPTY : new Bytes(array, from, to - from);
  }

  public static Bytes copyOf(byte... array) {
    return wrap(array.clone());
  }

  public static Bytes copyOf(byte[] array, int offset, int length) {
    return wrap(Arrays.copyOfRange(array, offset, offset + length));
  }

  /** The UTF-8 encoding of a string. */
  public static Bytes utf8(String text) {
    return wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /**
   * @throws IllegalArgumentException if the text is not an even number of hexadecimal digits
   */
  public static Bytes fromHex(String hex) {
    if (hex.length() % 2 != 0) {
      throw new IllegalArgumentException("an odd number of hexadecimal digits");
    }
    byte[] out = new byte[hex.length() / 2];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (nibble(hex.charAt(2 * i)) << 4 | nibble(hex.charAt(2 * i + 1)));
    }
    return wrap(out);
  }

  public static Bytes concat(Bytes... parts) {
    int total = 0;
    for (Bytes part : parts) {
      total = Math.addExact(total, part.length);
    }
    byte[] out = new byte[total];
    int at = 0;
    for (Bytes part : parts) {
      part.copyTo(out, at);
      at += part.length;
    }
    return wrap(out);
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** The byte at {@code index}, 0 to 255. */
  public int get(int index) {
    java.util.Objects.checkIndex(index, length);
    return array[offset + index] & 0xFF;
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive), without a copy. */
  public Bytes slice(int from, int to) {
    java.util.Objects.checkFromToIndex(from, to, length);
    return from == to ? EMPTY : new Bytes(array, offset + from, to - from);
  }

  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** A copy of the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public byte[] toByteArray(int from, int to) {
    java.util.Objects.checkFromToIndex(from, to, length);
    return Arrays.copyOfRange(array, offset + from, offset + to);
  }

  /** Hands the bytes to a consumer without a copy, as in {@code bytes.feed(digest::update)}. */
  public void feed(Sink sink) {
    sink.accept(array, offset, length);
  }

  /** Computes over the bytes without a copy. */
  public <T, X extends Exception> T apply(Reader<T, X> reader) throws X {
    return reader.apply(array, offset, length);
  }

  /** Two lower-case digits a byte. */
  public String toHex() {
    StringBuilder hex = new StringBuilder(2 * length);
    for (int i = offset; i < offset + length; i++) {
      hex.append(DIGITS.charAt(array[i] >> 4 & 0xF)).append(DIGITS.charAt(array[i] & 0xF));
    }
    return hex.toString();
  }

  /** Lexicographic order of unsigned bytes. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The bytes in hexadecimal; a long value is cut and its length given. */
  @Override
  public String toString() {
    return length <= PRINTED ? toHex() : slice(0, PRINTED).toHex() + "…(" + length + " bytes)";
  }

  private static int nibble(char digit) {
    int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
    if (value < 0) {
      throw new IllegalArgumentException("not a hexadecimal digit");
    }
    return value;
  }
}
