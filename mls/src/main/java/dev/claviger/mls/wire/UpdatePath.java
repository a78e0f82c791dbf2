package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * The committer's new leaf and the new keys of its filtered direct path (RFC 9420 §7.6).
 *
 * <pre>
 * struct {
 *     LeafNode leaf_node;
 *     UpdatePathNode nodes&lt;V&gt;;
 * } UpdatePath;
 * </pre>
 */
public record UpdatePath(LeafNode leafNode, List<UpdatePathNode> nodes) implements TlsStruct {
  public UpdatePath {
    nodes = List.copyOf(nodes);
  }

  public static UpdatePath read(TlsReader r) {
    return new UpdatePath(LeafNode.read(r), r.list("UpdatePath.nodes", UpdatePathNode::read));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(leafNode).list(nodes);
  }
}
