package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.PastEpoch;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.GroupContext;
import java.time.Instant;

/**
 * An epoch that is over and whose application data may still come; its ratchets and the leaves that
 * were others have rows of their own.
 *
 * <pre>
 * struct {
 *     GroupContext group_context;
 *     uint32 leaf_count;
 *     uint32 leaf_index;
 *     opaque sender_data_secret&lt;V&gt;;
 *     uint64 left;  // milliseconds since 1970
 * } StoredPastEpoch;
 * </pre>
 */
record StoredPastEpoch(
    GroupContext context, int leafCount, LeafIndex self, Secret senderDataSecret, Instant left)
    implements TlsStruct {
  static StoredPastEpoch of(PastEpoch epoch) {
    return new StoredPastEpoch(
        epoch.context(),
        epoch.roster().leafCount(),
        epoch.self(),
        epoch.senderDataSecret(),
        epoch.left());
  }

  static StoredPastEpoch read(TlsReader r) {
    return new StoredPastEpoch(
        GroupContext.read(r),
        r.uint32("StoredPastEpoch.leaf_count"),
        new LeafIndex(r.uint32("StoredPastEpoch.leaf_index")),
        r.secret("StoredPastEpoch.sender_data_secret"),
        Instant.ofEpochMilli(r.uint64("StoredPastEpoch.left")));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(context).uint32(leafCount).uint32(self.value()).secret(senderDataSecret);
    w.uint64(left.toEpochMilli());
  }
}
