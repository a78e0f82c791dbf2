package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.ReInit;
import java.util.Optional;

/**
 * An epoch without its tree and its secrets.
 *
 * <pre>
 * struct {
 *     uint8 format = 1;
 *     GroupContext group_context;
 *     MAC confirmation_tag;
 *     uint32 leaf_index;
 *     KeyRef leaf_key;
 *     StoredIdentity identity;
 *     optional&lt;ReInit&gt; suspended_by;
 *     uint32 node_count;
 * } Head;
 * </pre>
 *
 * @param nodeCount the width of the tree, blank nodes among them
 */
record Head(
    GroupContext context,
    Mac confirmationTag,
    LeafIndex leaf,
    KeyRef leafKey,
    StoredIdentity identity,
    Optional<ReInit> suspendedBy,
    int nodeCount)
    implements TlsStruct {
  private static final int FORMAT = 1;

  static Head of(GroupState state) {
    return new Head(
        state.context(),
        state.confirmationTag(),
        state.self().index(),
        state.self().key().ref(),
        StoredIdentity.of(state.client().identity()),
        state.suspendedBy(),
        state.tree().size().nodeCount());
  }

  static Head read(TlsReader r) {
    int format = r.uint8("Head.format");
    if (format != FORMAT) {
      throw new UnsupportedFormatException(format, FORMAT);
    }
    return new Head(
        GroupContext.read(r),
        Mac.read(r),
        new LeafIndex(r.uint32("Head.leaf_index")),
        StoredIdentity.readRef(r, "Head.leaf_key"),
        StoredIdentity.read(r),
        r.optional("Head.suspended_by", ReInit::read),
        r.uint32("Head.node_count"));
  }

  @Override
  public void write(TlsWriter w) {
    w.uint8(FORMAT).struct(context).struct(confirmationTag).uint32(leaf.value());
    StoredIdentity.write(leafKey, w);
    w.struct(identity);
    StoredEffects.writeReInit(suspendedBy, w);
    w.uint32(nodeCount);
  }
}
