package dev.claviger.mls.tree;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.ParentNode;
import java.util.Collections;
import java.util.List;

/**
 * What a received tree must hold of its {@code unmerged_leaves} (RFC 9420 §7.1, §12.4.3.1). It
 * comes before all other work on the tree, which relies on it.
 */
final class UnmergedLeavesCheck {
  private UnmergedLeavesCheck() {}

  static void check(TreeSize size, Slots<Node> nodes) {
    for (int i = 1; i < nodes.length(); i += 2) {
      if (nodes.get(i) instanceof ParentNode parent) {
        check(size, nodes, new NodeIndex(i), parent.unmergedLeaves());
      }
    }
  }

  private static void check(
      TreeSize size, Slots<Node> nodes, NodeIndex at, List<LeafIndex> leaves) {
    for (int k = 0; k < leaves.size(); k++) {
      LeafIndex leaf = leaves.get(k);
      if (k > 0 && leaves.get(k - 1).compareTo(leaf) >= 0) {
        throw new ValidationException(Rule.UNMERGED_LEAVES_ARE_SORTED, "node " + at);
      }
      if (!size.contains(leaf)
          || !at.covers(leaf.node())
          || nodes.get(leaf.node().value()) == null) {
        throw new ValidationException(
            Rule.UNMERGED_LEAVES_ARE_DESCENDANTS, "leaf " + leaf + " at node " + at);
      }
      checkBetween(size, nodes, at, leaf);
    }
  }

  private static void checkBetween(
      TreeSize size, Slots<Node> nodes, NodeIndex top, LeafIndex leaf) {
    for (NodeIndex at = size.parent(leaf.node()); !at.equals(top); at = size.parent(at)) {
      if (nodes.get(at.value()) instanceof ParentNode between
          && Collections.binarySearch(between.unmergedLeaves(), leaf) < 0) {
        throw new ValidationException(
            Rule.UNMERGED_LEAVES_ARE_IN_BETWEEN, "leaf " + leaf + " at node " + at);
      }
    }
  }
}
