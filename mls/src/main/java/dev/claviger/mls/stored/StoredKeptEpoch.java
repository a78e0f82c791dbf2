package dev.claviger.mls.stored;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.FollowedCommit;
import dev.claviger.mls.group.KeptEpoch;
import java.time.Instant;

/**
 * An epoch that the group can go back to, as what made the epoch after it, undone: of the rows that
 * the Commit overwrote the values before, and all of what waited. Its secret tree has rows of its
 * own.
 *
 * <pre>
 * struct {
 *     uint64 left;  // milliseconds since 1970
 *     opaque followed&lt;V&gt;;
 *     StoredEffects effects;
 *     RowChange changes[rest];
 * } StoredKeptEpoch;
 * </pre>
 *
 * @param changes from the epoch after it to this one
 */
record StoredKeptEpoch(Instant left, FollowedCommit followed, RowChanges changes)
    implements TlsStruct {
  static StoredKeptEpoch of(KeptEpoch epoch, RowChanges changes) {
    return new StoredKeptEpoch(epoch.left(), epoch.followed(), changes);
  }

  static StoredKeptEpoch read(TlsReader r) {
    return new StoredKeptEpoch(
        Instant.ofEpochMilli(r.uint64("StoredKeptEpoch.left")),
        new FollowedCommit(r.opaque("StoredKeptEpoch.followed"), StoredEffects.read(r)),
        RowChanges.read(r));
  }

  @Override
  public void write(TlsWriter w) {
    w.uint64(left.toEpochMilli()).opaque(followed.digest());
    w.struct(new StoredEffects(followed.effects())).struct(changes);
  }
}
