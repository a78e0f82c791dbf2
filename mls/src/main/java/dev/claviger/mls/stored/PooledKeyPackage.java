package dev.claviger.mls.stored;

import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.wire.KeyPackageRef;
import java.time.Instant;

/**
 * What a pool knows of a KeyPackage.
 *
 * <pre>
 * struct {
 *     KeyPackageRef ref;
 *     uint8 last_resort;
 *     uint8 stage;
 *     uint64 until;  // seconds since 1970
 * } PooledKeyPackage;
 * </pre>
 *
 * @param until when its keys are destroyed at the latest
 */
public record PooledKeyPackage(KeyPackageRef ref, boolean lastResort, Stage stage, Instant until)
    implements TlsStruct {
  /** How far it is. The codes stand in stored data and do not change. */
  public enum Stage {
    /** To be published. */
    NEW(1),
    /** In the directory. */
    PUBLISHED(2),
    /** To be withdrawn from the directory, and to be joined by until then. */
    LEAVING(3),
    /** Withdrawn, and still to be joined by: a Welcome may be on its way. */
    WITHDRAWN(4),
    /** To be withdrawn from the directory; its keys are gone or a group's. */
    SPENT(5);

    private final int code;

    Stage(int code) {
      this.code = code;
    }

    private static Stage of(int code) {
      for (Stage stage : values()) {
        if (stage.code == code) {
          return stage;
        }
      }
      throw DecodeException.unknownSelector("PooledKeyPackage.stage", code);
    }
  }

  /** Whether others may be added by it from now on. */
  public boolean isOffered() {
    return stage == Stage.NEW || stage == Stage.PUBLISHED;
  }

  public PooledKeyPackage at(Stage next) {
    return new PooledKeyPackage(ref, lastResort, next, until);
  }

  public PooledKeyPackage until(Instant end) {
    return new PooledKeyPackage(ref, lastResort, stage, end);
  }

  static PooledKeyPackage read(TlsReader r) {
    return new PooledKeyPackage(
        KeyPackageRef.read(r),
        r.uint8("PooledKeyPackage.last_resort") != 0,
        Stage.of(r.uint8("PooledKeyPackage.stage")),
        Instant.ofEpochSecond(r.uint64("PooledKeyPackage.until")));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(ref).uint8(lastResort ? 1 : 0).uint8(stage.code).uint64(until.getEpochSecond());
  }
}
