package dev.claviger.mls.tree;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The leaves of one epoch, for when its tree is over. What they have in common with the leaves of
 * later epochs is shared, so that one costs about as much as its epoch's Commit changed. Immutable.
 */
public final class Roster {
  /** Of the tree, sealed; what stands between the leaves does not matter. */
  private final Slots<Node> nodes;

  Roster(Slots<Node> nodes) {
    this.nodes = nodes;
  }

  /** The leaf, or empty if it was blank or outside of the tree. */
  public Optional<LeafNode> leaf(LeafIndex index) {
    return index.value() >= 0 && index.value() < leafCount()
        ? Optional.ofNullable((LeafNode) nodes.get(index.node().value()))
        : Optional.empty();
  }

  /** Calls back for every leaf that is not blank, from the left. */
  public void forEachLeaf(BiConsumer<LeafIndex, LeafNode> action) {
    for (int i = 0; i < leafCount(); i++) {
      LeafIndex index = new LeafIndex(i);
      leaf(index).ifPresent(leaf -> action.accept(index, leaf));
    }
  }

  /** The number of leaves, blank ones among them: a power of two. */
  public int leafCount() {
    return (nodes.length() + 1) / 2;
  }

  /**
   * What makes this of a later roster: the leaves that were others here, empty where they were
   * blank. Leaves that are the same object are the same.
   */
  public Map<LeafIndex, Optional<LeafNode>> changesFrom(Roster later) {
    Map<LeafIndex, Optional<LeafNode>> changes = new HashMap<>();
    nodes.forEachDifference(
        later.nodes,
        i -> {
          if (i % 2 == 0 && i < nodes.length()) {
            LeafIndex index = new LeafIndex(i / 2);
            changes.put(index, leaf(index));
          }
        });
    return changes;
  }

  /** The earlier roster that {@link #changesFrom} was asked of, where this is the later. */
  public Roster earlier(int leafCount, Map<LeafIndex, Optional<LeafNode>> changes) {
    Slots<Node> earlier = nodes.copy(2 * leafCount - 1);
    changes.forEach((index, leaf) -> earlier.set(index.node().value(), leaf.orElse(null)));
    earlier.seal();
    return new Roster(earlier);
  }
}
