package dev.claviger.hsm.cryptoki;

import com.sun.jna.Native;

/** CK_ULONG, a C {@code unsigned long}: eight bytes on most 64-bit systems, four on Windows. */
final class Ulong {
  static final int SIZE = Native.LONG_SIZE;

  private static final long MASK = SIZE == Long.BYTES ? -1L : 0xFFFF_FFFFL;

  private Ulong() {}

  /** Where it is four bytes, the others of the register it is returned in mean nothing. */
  static long ofResult(long register) {
    return register & MASK;
  }
}
