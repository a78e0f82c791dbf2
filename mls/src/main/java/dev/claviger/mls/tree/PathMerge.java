package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.wire.ParentNode;
import java.util.List;
import java.util.Set;

/** What committer and receiver of an UpdatePath do alike (RFC 9420 §7.5). */
final class PathMerge {
  private PathMerge() {}

  /**
   * Blanks the direct path, sets the filtered one to new keys, and computes their parent hashes
   * from the root down.
   *
   * @return the parent hash that belongs in the committer's leaf
   */
  static Bytes setParents(
      TreeEdit edit, LeafIndex committer, List<NodeIndex> path, List<HpkePublicKey> keys) {
    edit.blankDirectPath(committer);
    Bytes parentHash = Bytes.empty();
    for (int i = path.size() - 1; i >= 0; i--) {
      ParentNode node = new ParentNode(keys.get(i), parentHash, List.of());
      edit.set(path.get(i), node);
      parentHash = ParentHash.of(edit, node, copathChild(path.get(i), committer));
    }
    return parentHash;
  }

  /** The nodes that the path secret of {@code node} is sealed to, in order. */
  static List<NodeIndex> recipients(
      TreeView tree, LeafIndex committer, NodeIndex node, Set<LeafIndex> added) {
    List<NodeIndex> resolution = tree.resolution(copathChild(node, committer));
    if (!added.isEmpty()) {
      resolution.removeIf(target -> target.isLeaf() && added.contains(target.leaf()));
    }
    return resolution;
  }

  /** The child of a node of the committer's direct path that is not in that path. */
  static NodeIndex copathChild(NodeIndex node, LeafIndex committer) {
    return node.left().covers(committer.node()) ? node.right() : node.left();
  }
}
