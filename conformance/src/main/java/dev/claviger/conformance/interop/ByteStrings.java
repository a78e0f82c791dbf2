package dev.claviger.conformance.interop;

import com.google.protobuf.ByteString;
import dev.claviger.crypto.Bytes;

/** Between the byte strings of Protocol Buffers and ours. */
public final class ByteStrings {
  private ByteStrings() {}

  public static Bytes bytes(ByteString value) {
    return Bytes.wrap(value.toByteArray());
  }

  public static ByteString byteString(Bytes value) {
    return ByteString.copyFrom(value.toByteArray());
  }

  public static ByteString byteString(byte[] value) {
    return ByteString.copyFrom(value);
  }
}
