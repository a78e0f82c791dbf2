package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Lists;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.RatchetTreeExtension;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The public tree of one epoch, with all its tree hashes (RFC 9420 §7). Immutable. */
public final class RatchetTree extends TreeView {
  RatchetTree(CipherSuite suite, TreeSize size, Node[] nodes, Bytes[] hashes) {
    super(suite, size, nodes, hashes);
    rootHash();
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
    return new TreeEdit(suite, size, nodes.clone(), hashes.clone());
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
