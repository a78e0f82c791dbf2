package dev.claviger.mls.wire;

import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * What a resumption PSK is injected for (RFC 9420 §8.4).
 *
 * <pre>
 * enum {
 *   reserved(0),
 *   application(1),
 *   reinit(2),
 *   branch(3),
 *   (255)
 * } ResumptionPSKUsage;
 * </pre>
 */
public enum ResumptionPskUsage implements TlsStruct {
  APPLICATION(1),
  REINIT(2),
  BRANCH(3);

  private final int value;

  ResumptionPskUsage(int value) {
    this.value = value;
  }

  public static ResumptionPskUsage read(TlsReader r) {
    int value = r.uint8("PreSharedKeyID.usage");
    return switch (value) {
      case 1 -> APPLICATION;
      case 2 -> REINIT;
      case 3 -> BRANCH;
      default -> throw DecodeException.unknownSelector("PreSharedKeyID.usage", value);
    };
  }

  @Override
  public void write(TlsWriter w) {
    w.uint8(value);
  }
}
