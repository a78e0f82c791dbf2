package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import java.util.List;

/**
 * The key of a subgroup (RFC 9420 §7.1).
 *
 * <pre>
 * struct {
 *     HPKEPublicKey encryption_key;
 *     opaque parent_hash&lt;V&gt;;
 *     uint32 unmerged_leaves&lt;V&gt;;
 * } ParentNode;
 * </pre>
 */
public record ParentNode(
    HpkePublicKey encryptionKey, Bytes parentHash, List<LeafIndex> unmergedLeaves) implements Node {
  public ParentNode {
    unmergedLeaves = List.copyOf(unmergedLeaves);
  }

  public static ParentNode read(TlsReader r) {
    return new ParentNode(
        ProviderStructs.readHpkePublicKey(r, "ParentNode.encryption_key"),
        r.opaque("ParentNode.parent_hash"),
        r.list(
            "ParentNode.unmerged_leaves",
            in -> new LeafIndex(in.uint32("ParentNode.unmerged_leaves"))));
  }

  @Override
  public void write(TlsWriter w) {
    ProviderStructs.write(encryptionKey, w);
    w.opaque(parentHash);
    w.varint(4 * unmergedLeaves.size());
    unmergedLeaves.forEach(leaf -> w.uint32(leaf.value()));
  }
}
