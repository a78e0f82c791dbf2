package dev.claviger.mls.stored;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.CommitEffects;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.ReInit;
import java.util.List;
import java.util.Optional;

/**
 * A Commit of ours that waits, with what accepting it changes.
 *
 * <pre>
 * struct {
 *     MLSMessage message;
 *     MLSMessage welcomes&lt;V&gt;;
 *     opaque authenticated_data&lt;V&gt;;
 *     StoredSeat committer;
 *     StoredSeat added&lt;V&gt;;
 *     StoredSeat removed&lt;V&gt;;
 *     StoredSeat updated&lt;V&gt;;
 *     uint8 with_path;
 *     optional&lt;ReInit&gt; re_init;
 *     RowChange changes[rest];
 * } StoredCommit;
 * </pre>
 *
 * @param changes from the current epoch to the one that it begins
 */
record StoredCommit(
    MlsMessage message,
    List<MlsMessage> welcomes,
    Bytes authenticatedData,
    CommitEffects effects,
    RowChanges changes)
    implements TlsStruct {
  static StoredCommit read(TlsReader r) {
    return new StoredCommit(
        MlsMessage.read(r),
        r.list("StoredCommit.welcomes", MlsMessage::read),
        r.opaque("StoredCommit.authenticated_data"),
        new CommitEffects(
            StoredSeat.read(r),
            r.list("StoredCommit.added", StoredSeat::read),
            r.list("StoredCommit.removed", StoredSeat::read),
            r.list("StoredCommit.updated", StoredSeat::read),
            r.uint8("StoredCommit.with_path") != 0,
            r.optional("StoredCommit.re_init", ReInit::read)),
        RowChanges.read(r));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(message).list(welcomes).opaque(authenticatedData);
    w.struct(new StoredSeat(effects.committer()))
        .list(StoredSeat.of(effects.added()))
        .list(StoredSeat.of(effects.removed()))
        .list(StoredSeat.of(effects.updated()))
        .uint8(effects.withPath() ? 1 : 0);
    writeReInit(effects.reInit(), w);
    w.struct(changes);
  }

  /** As an {@code optional<ReInit>}, without the type that a Proposal has before it. */
  static void writeReInit(Optional<ReInit> reInit, TlsWriter w) {
    w.uint8(reInit.isPresent() ? 1 : 0);
    reInit.ifPresent(value -> value.writeBody(w));
  }
}
