package dev.claviger.hsm.cryptoki;

import dev.claviger.crypto.Bytes;
import java.io.ByteArrayOutputStream;

/** The few DER encodings that PKCS#11 needs (X.690 §10). */
public final class Der {
  public static final int BIT_STRING = 0x03;
  public static final int OCTET_STRING = 0x04;

  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int PRINTABLE_STRING = 0x13;

  private Der() {}

  public static Bytes oid(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(40 * Integer.parseInt(arcs[0]) + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      base128(Integer.parseInt(arcs[i]), out);
    }
    return tagged(OBJECT_IDENTIFIER, Bytes.wrap(out.toByteArray()));
  }

  public static Bytes printableString(String text) {
    return tagged(PRINTABLE_STRING, Bytes.utf8(text));
  }

  public static Bytes tagged(int tag, Bytes... contents) {
    Bytes content = Bytes.concat(contents);
    int length = content.length();
    if (length < 0x80) {
      return Bytes.concat(Bytes.copyOf((byte) tag, (byte) length), content);
    } else if (length <= 0xFF) {
      return Bytes.concat(Bytes.copyOf((byte) tag, (byte) 0x81, (byte) length), content);
    } else if (length <= 0xFFFF) {
      byte[] header = {(byte) tag, (byte) 0x82, (byte) (length >>> 8), (byte) length};
      return Bytes.concat(Bytes.wrap(header), content);
    }
    throw new IllegalArgumentException("nothing encoded here is longer than 65535 bytes");
  }

  private static void base128(int arc, ByteArrayOutputStream out) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if (arc >>> shift != 0) {
        out.write((arc >>> shift & 0x7F) | 0x80);
      }
    }
    out.write(arc & 0x7F);
  }
}
