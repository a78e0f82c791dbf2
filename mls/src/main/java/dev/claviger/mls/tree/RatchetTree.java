package dev.claviger.mls.tree;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.RatchetTreeExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The public tree of one epoch, with all its tree hashes (RFC 9420 §7). Immutable. */
public final class RatchetTree extends TreeView {
  /** A leaf has two keys, and as many more may have stood there before. */
  private static final int MOST_KEYS_A_NODE = 4;

  /** Made when it is first asked for, and anew when most of what it knows is gone. */
  private volatile KeyHistory keys;

  RatchetTree(CipherSuite suite, TreeSize size, Slots<Node> nodes, TreeHashes hashes) {
    super(suite, size, nodes, hashes);
    rootHash();
    nodes.seal();
    hashes.seal();
  }

  /** What a {@link TreeEdit} came to. */
  RatchetTree(TreeEdit edit) {
    this(edit.suite, edit.size, edit.nodes, edit.hashes);
    this.keys = edit.keys();
    this.keysAreDistinct = edit.keysAreDistinct;
  }

  /** The tree of a group with one member (§11). */
  public static RatchetTree ofCreator(CipherSuite suite, LeafNode creator) {
    Slots<Node> nodes = Slots.blank(1);
    nodes.set(0, creator);
    return new RatchetTree(suite, TreeSize.ONE, nodes, unknownHashes(suite, TreeSize.ONE));
  }

  /**
   * The tree that came with a GroupInfo (§12.4.3.3). Only its form is checked: {@link TreeCheck}
   * does the rest.
   *
   * @throws ValidationException if the form is wrong
   */
  public static RatchetTree of(CipherSuite suite, RatchetTreeExtension extension) {
    List<Optional<Node>> slots = extension.nodes();
    if (slots.isEmpty() || slots.get(slots.size() - 1).isEmpty()) {
      throw new ValidationException(Rule.TREE_ENDS_NON_BLANK);
    }
    TreeSize size = TreeSize.forNodes(slots.size());
    Slots<Node> nodes = Slots.blank(size.nodeCount());
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).isPresent()) {
        Node node = slots.get(i).get();
        if (node instanceof LeafNode != (i % 2 == 0)) {
          throw new ValidationException(Rule.TREE_NODES_ARE_IN_PLACE, "node " + i);
        }
        nodes.set(i, node);
      }
    }
    UnmergedLeavesCheck.check(size, nodes);
    return new RatchetTree(suite, size, nodes, unknownHashes(suite, size));
  }

  /**
   * A tree that was stored.
   *
   * @param nodeCount blank nodes among them
   * @param nodes those that are not blank
   * @throws IllegalArgumentException if that is no tree
   */
  public static RatchetTree restore(CipherSuite suite, int nodeCount, Map<NodeIndex, Node> nodes) {
    TreeSize size = TreeSize.forNodes(nodeCount);
    Slots<Node> slots = Slots.blank(size.nodeCount());
    nodes.forEach(
        (index, node) -> {
          if (!size.contains(index) || node instanceof LeafNode != index.isLeaf()) {
            throw new IllegalArgumentException("node " + index + " is out of place");
          }
          slots.set(index.value(), node);
        });
    return new RatchetTree(suite, size, slots, unknownHashes(suite, size));
  }

  /**
   * Tells the nodes that are others than before, empty where they are blank now or gone. Nodes that
   * are the same object are the same.
   *
   * @param before the tree of another epoch; empty for none
   */
  public void forEachChange(
      Optional<RatchetTree> before, BiConsumer<NodeIndex, Optional<Node>> action) {
    Slots<Node> old = before.map(tree -> tree.nodes).orElseGet(() -> Slots.blank(0));
    nodes.forEachDifference(
        old,
        i -> {
          NodeIndex index = new NodeIndex(i);
          action.accept(index, node(index));
        });
  }

  /**
   * The tree of another epoch, by what {@link #forEachChange} told of it; both share the nodes that
   * they have in common.
   *
   * @param nodeCount blank nodes among them
   * @throws IllegalArgumentException if that is no tree
   */
  public RatchetTree with(int nodeCount, Map<NodeIndex, Optional<Node>> changes) {
    TreeSize other = TreeSize.forNodes(nodeCount);
    TreeEdit edit =
        new TreeEdit(this, other, nodes.copy(other.nodeCount()), hashes.copy(other.nodeCount()));
    changes.forEach(
        (index, node) -> {
          if (node.isPresent()
              && (!other.contains(index) || node.get() instanceof LeafNode != index.isLeaf())) {
            throw new IllegalArgumentException("node " + index + " is out of place");
          }
          if (other.contains(index)) {
            edit.set(index, node.orElse(null));
          }
        });
    return edit.freeze();
  }

  /** The leaves alone, for when the tree is over. */
  public Roster roster() {
    return new Roster(nodes);
  }

  /** The tree as it travels, without the blank nodes at its end. */
  public RatchetTreeExtension toExtension() {
    int length = nodes.length();
    while (nodes.get(length - 1) == null) {
      length--;
    }
    List<Optional<Node>> slots = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      slots.add(Optional.ofNullable(nodes.get(i)));
    }
    return new RatchetTreeExtension(slots);
  }

  /** A copy to work on, which shares the nodes and hashes that it does not change. */
  public TreeEdit edit() {
    return new TreeEdit(this, size, nodes.copy(nodes.length()), hashes.copy(nodes.length()));
  }

  @Override
  KeyHistory keys() {
    KeyHistory known = keys;
    if (known == null || known.count() > MOST_KEYS_A_NODE * nodes.length()) {
      known = new KeyHistory();
      boolean distinct = true;
      for (int i = 0; i < nodes.length(); i++) {
        Node node = nodes.get(i);
        distinct &= node == null || known.add(node);
      }
      keysAreDistinct |= distinct;
      keys = known;
    }
    return known;
  }

  private static TreeHashes unknownHashes(CipherSuite suite, TreeSize size) {
    return TreeHashes.unknown(suite.hashLength(), size.nodeCount());
  }

  public int memberCount() {
    int count = 0;
    for (int i = 0; i < nodes.length(); i += 2) {
      count += nodes.get(i) == null ? 0 : 1;
    }
    return count;
  }

  /** The first leaf that equals this one. */
  public Optional<LeafIndex> find(LeafNode leaf) {
    for (int i = 0; i < nodes.length(); i += 2) {
      if (leaf.equals(nodes.get(i))) {
        return Optional.of(new LeafIndex(i >>> 1));
      }
    }
    return Optional.empty();
  }
}
