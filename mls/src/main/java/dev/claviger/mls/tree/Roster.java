package dev.claviger.mls.tree;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.LeafNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The leaves of one epoch: all that is kept of a tree once its epoch is over. Immutable. */
public final class Roster {
  private final LeafNode[] leaves;

  private Roster(LeafNode[] leaves) {
    this.leaves = leaves;
  }

  public static Roster of(TreeView tree) {
    LeafNode[] leaves = new LeafNode[tree.size().leafCount()];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = (LeafNode) tree.nodes[2 * i];
    }
    return new Roster(leaves);
  }

  /** The leaf, or empty if it was blank or outside of the tree. */
  public Optional<LeafNode> leaf(LeafIndex index) {
    return index.value() >= 0 && index.value() < leaves.length
        ? Optional.ofNullable(leaves[index.value()])
        : Optional.empty();
  }

  /** Calls back for every leaf that is not blank, from the left. */
  public void forEachLeaf(BiConsumer<LeafIndex, LeafNode> action) {
    for (int i = 0; i < leaves.length; i++) {
      if (leaves[i] != null) {
        action.accept(new LeafIndex(i), leaves[i]);
      }
    }
  }

  /** The number of leaves, blank ones among them: a power of two. */
  public int leafCount() {
    return leaves.length;
  }

  /**
   * What makes this of a later roster: the leaves that were others here, empty where they were
   * blank. Leaves that are the same object are the same.
   */
  @SuppressWarnings("ReferenceEquality") // epochs share the leaves that they have in common
  public Map<LeafIndex, Optional<LeafNode>> changesFrom(Roster later) {
    Map<LeafIndex, Optional<LeafNode>> changes = new HashMap<>();
    for (int i = 0; i < leaves.length; i++) {
      LeafIndex index = new LeafIndex(i);
      if (leaves[i] != later.leaf(index).orElse(null)) {
        changes.put(index, Optional.ofNullable(leaves[i]));
      }
    }
    return changes;
  }

  /** The earlier roster that {@link #changesFrom} was asked of, where this is the later. */
  public Roster earlier(int leafCount, Map<LeafIndex, Optional<LeafNode>> changes) {
    LeafNode[] earlier = new LeafNode[leafCount];
    System.arraycopy(leaves, 0, earlier, 0, Math.min(leafCount, leaves.length));
    changes.forEach((index, leaf) -> earlier[index.value()] = leaf.orElse(null));
    return new Roster(earlier);
  }
}
