package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;

/**
 * Vectors (RFC 9420 §2.1.2) in an encoding that was decoded or made here, and is therefore sound.
 */
final class Vectors {
  private Vectors() {}

  /** The content of the vector that begins there, without a copy. */
  static Bytes at(byte[] encoded, int at) {
    int content = at + sizeOfLength(encoded, at);
    return Bytes.wrap(encoded, content, content + length(encoded, at));
  }

  /** Where the vector that begins there ends. */
  static int after(byte[] encoded, int at) {
    return at + sizeOfLength(encoded, at) + length(encoded, at);
  }

  private static int sizeOfLength(byte[] encoded, int at) {
    return 1 << ((encoded[at] & 0xFF) >>> 6);
  }

  private static int length(byte[] encoded, int at) {
    int length = encoded[at] & 0x3F;
    for (int i = 1; i < sizeOfLength(encoded, at); i++) {
      length = (length << 8) | (encoded[at + i] & 0xFF);
    }
    return length;
  }
}
