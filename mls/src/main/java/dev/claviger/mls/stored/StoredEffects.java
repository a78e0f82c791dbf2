package dev.claviger.mls.stored;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.CommitEffects;
import dev.claviger.mls.wire.ReInit;
import java.util.Optional;

/**
 * What a Commit changes.
 *
 * <pre>
 * struct {
 *     StoredSeat committer;
 *     StoredSeat added&lt;V&gt;;
 *     StoredSeat removed&lt;V&gt;;
 *     StoredSeat updated&lt;V&gt;;
 *     uint8 with_path;
 *     optional&lt;ReInit&gt; re_init;
 * } StoredEffects;
 * </pre>
 */
record StoredEffects(CommitEffects effects) implements TlsStruct {
  static CommitEffects read(TlsReader r) {
    return new CommitEffects(
        StoredSeat.read(r),
        r.list("StoredEffects.added", StoredSeat::read),
        r.list("StoredEffects.removed", StoredSeat::read),
        r.list("StoredEffects.updated", StoredSeat::read),
        r.uint8("StoredEffects.with_path") != 0,
        r.optional("StoredEffects.re_init", ReInit::read));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(new StoredSeat(effects.committer()))
        .list(StoredSeat.of(effects.added()))
        .list(StoredSeat.of(effects.removed()))
        .list(StoredSeat.of(effects.updated()))
        .uint8(effects.withPath() ? 1 : 0);
    writeReInit(effects.reInit(), w);
  }

  /** As an {@code optional<ReInit>}, without the type that a Proposal has before it. */
  static void writeReInit(Optional<ReInit> reInit, TlsWriter w) {
    w.uint8(reInit.isPresent() ? 1 : 0);
    reInit.ifPresent(value -> value.writeBody(w));
  }
}
