package dev.claviger.hsm.cryptoki;

import com.sun.jna.Function;
import com.sun.jna.Native;

/** CK_ULONG, a C {@code unsigned long}: eight bytes on most 64-bit systems, four on Windows. */
final class Ulong {
  static final int SIZE = Native.LONG_SIZE;

  private static final boolean WIDE = SIZE == Long.BYTES;

  private Ulong() {}

  /** The value as an argument of a native call. */
  static Object argument(long value) {
    return WIDE ? (Object) value : (Object) (int) value;
  }

  static long ofResult(Function function, Object... arguments) {
    return WIDE
        ? function.invokeLong(arguments)
        : Integer.toUnsignedLong(function.invokeInt(arguments));
  }
}
