package dev.claviger.mls.wire;

import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * What a framed message carries (RFC 9420 §6).
 *
 * <pre>
 * enum {
 *     reserved(0),
 *     application(1),
 *     proposal(2),
 *     commit(3),
 *     (255)
 * } ContentType;
 * </pre>
 */
public enum ContentType implements TlsStruct {
  APPLICATION(1),
  PROPOSAL(2),
  COMMIT(3);

  private final int value;

  ContentType(int value) {
    this.value = value;
  }

  public static ContentType read(TlsReader r) {
    int value = r.uint8("ContentType");
    return switch (value) {
      case 1 -> APPLICATION;
      case 2 -> PROPOSAL;
      case 3 -> COMMIT;
      default -> throw DecodeException.unknownSelector("ContentType", value);
    };
  }

  @Override
  public void write(TlsWriter w) {
    w.uint8(value);
  }
}
