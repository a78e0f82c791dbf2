package dev.claviger.mls.codec;

/** What a decoder accepts before it looks at the content. */
public final class Limits {
  /**
   * The longest message that is decoded, in bytes: 64 MiB, room for the Welcome to a group of a
   * hundred thousand members with the tree inside.
   */
  public static final int MAX_MESSAGE_LENGTH = 64 << 20;

  /** The longest vector that the encoding can express, in bytes: 2^30 - 1 (RFC 9420 §2.1.2). */
  public static final int MAX_VECTOR_LENGTH = (1 << 30) - 1;

  private Limits() {}
}
