package dev.claviger.mls.stored;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.CommitEffects;
import dev.claviger.mls.wire.MlsMessage;
import java.util.List;

/**
 * A Commit of ours that waits, with what accepting it changes.
 *
 * <pre>
 * struct {
 *     MLSMessage message;
 *     MLSMessage welcomes&lt;V&gt;;
 *     opaque authenticated_data&lt;V&gt;;
 *     StoredEffects effects;
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
        StoredEffects.read(r),
        RowChanges.read(r));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(message).list(welcomes).opaque(authenticatedData);
    w.struct(new StoredEffects(effects)).struct(changes);
  }
}
