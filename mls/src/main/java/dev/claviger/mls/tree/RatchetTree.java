package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Lists;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.RatchetTreeExtension;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The public tree of one epoch, with all its tree hashes (RFC 9420 §7). Immutable. */
public final class RatchetTree extends TreeView {
  /** A leaf has two keys, and as many more may have stood there before. */
  private static final int MOST_KEYS_A_NODE = 4;

  /** Made when it is first asked for. */
  private volatile Roster roster;

  /** Made when it is first asked for, and anew when most of what it knows is gone. */
  private volatile KeyHistory keys;

  RatchetTree(CipherSuite suite, TreeSize size, Node[] nodes, Bytes[] hashes) {
    super(suite, size, nodes, hashes);
    rootHash();
  }

  /** What a {@link TreeEdit} came to. */
  RatchetTree(TreeEdit edit) {
    this(edit.suite, edit.size, edit.nodes, edit.hashes);
    this.keys = edit.keys();
    this.keysAreDistinct = edit.keysAreDistinct;
  }

  /** The tree of a group with one member (§11). */
  public static RatchetTree ofCreator(CipherSuite suite, LeafNode creator) {
    return new RatchetTree(suite, TreeSize.ONE, new Node[] {creator}, new Bytes[1]);
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
    Node[] nodes = new Node[size.nodeCount()];
    for (int i = 0; i < slots.size(); i++) {
      nodes[i] = slots.get(i).orElse(null);
      if (nodes[i] != null && nodes[i] instanceof LeafNode != (i % 2 == 0)) {
        throw new ValidationException(Rule.TREE_NODES_ARE_IN_PLACE, "node " + i);
      }
    }
    UnmergedLeavesCheck.check(size, nodes);
    return new RatchetTree(suite, size, nodes, new Bytes[nodes.length]);
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
    Node[] slots = new Node[size.nodeCount()];
    nodes.forEach(
        (index, node) -> {
          if (!size.contains(index) || node instanceof LeafNode != index.isLeaf()) {
            throw new IllegalArgumentException("node " + index + " is out of place");
          }
          slots[index.value()] = node;
        });
    return new RatchetTree(suite, size, slots, new Bytes[slots.length]);
  }

  /**
   * Tells the nodes that are others than before, empty where they are blank now or gone. Nodes that
   * are the same object are the same.
   *
   * @param before the tree of another epoch; empty for none
   */
  @SuppressWarnings("ReferenceEquality") // epochs share the nodes that they have in common
  public void forEachChange(
      Optional<RatchetTree> before, BiConsumer<NodeIndex, Optional<Node>> action) {
    Node[] old = before.map(tree -> tree.nodes).orElseGet(() -> new Node[0]);
    for (int i = 0; i < Math.max(old.length, nodes.length); i++) {
      Node was = i < old.length ? old[i] : null;
      Node is = i < nodes.length ? nodes[i] : null;
      if (was != is) {
        action.accept(new NodeIndex(i), Optional.ofNullable(is));
      }
    }
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
        new TreeEdit(
            this,
            other,
            Arrays.copyOf(nodes, other.nodeCount()),
            Arrays.copyOf(hashes, other.nodeCount()));
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
    Roster known = roster;
    if (known == null) {
      known = Roster.of(this);
      roster = known;
    }
    return known;
  }

  /** The tree as it travels, without the blank nodes at its end. */
  public RatchetTreeExtension toExtension() {
    int length = nodes.length;
    while (nodes[length - 1] == null) {
      length--;
    }
    return new RatchetTreeExtension(
        Arrays.stream(nodes, 0, length).map(Optional::ofNullable).collect(Lists.toList()));
  }

  /** A copy of the array to work on; the nodes and hashes are shared. */
  public TreeEdit edit() {
    return new TreeEdit(this, size, nodes.clone(), hashes.clone());
  }

  @Override
  KeyHistory keys() {
    KeyHistory known = keys;
    if (known == null || known.count() > MOST_KEYS_A_NODE * nodes.length) {
      known = new KeyHistory();
      boolean distinct = true;
      for (Node node : nodes) {
        distinct &= node == null || known.add(node);
      }
      keysAreDistinct |= distinct;
      keys = known;
    }
    return known;
  }

  public int memberCount() {
    int count = 0;
    for (int i = 0; i < nodes.length; i += 2) {
      count += nodes[i] == null ? 0 : 1;
    }
    return count;
  }

  /** The first leaf that equals this one. */
  public Optional<LeafIndex> find(LeafNode leaf) {
    for (int i = 0; i < nodes.length; i += 2) {
      if (leaf.equals(nodes[i])) {
        return Optional.of(new LeafIndex(i >>> 1));
      }
    }
    return Optional.empty();
  }
}
