package dev.claviger.conformance.tree;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import java.util.List;
import java.util.stream.Collectors;

/** A tree as indented text, the root first: its nodes, their keys, and who holds these. */
public final class TreeText {
  private final PublicTree tree;
  private final StringBuilder out = new StringBuilder();

  private TreeText(PublicTree tree) {
    this.tree = tree;
  }

  public static String of(PublicTree tree) {
    TreeText text = new TreeText(tree);
    text.line(tree.size().leafCount() + " leaves, " + tree.members().size() + " members");
    text.append(tree.size().root(), "");
    return text.out.toString();
  }

  private void append(NodeIndex index, String indent) {
    line(indent + describe(index));
    if (!index.isLeaf()) {
      append(index.left(), indent + "  ");
      append(index.right(), indent + "  ");
    }
  }

  private String describe(NodeIndex index) {
    String name = index.isLeaf() ? "leaf " + index.leaf() : "node " + index;
    if (tree.node(index).isEmpty()) {
      return name + ": blank";
    }
    Node node = tree.node(index).get();
    String text = name + ": key " + tree.keyOf(node);
    if (node instanceof LeafNode leaf) {
      return text + ", " + tree.nameOf(leaf);
    }
    String held = text + ", held by " + list(tree.holders(index));
    return tree.unmerged(index).isEmpty()
        ? held
        : held + ", unmerged " + list(tree.unmerged(index));
  }

  static String list(List<LeafIndex> leaves) {
    return leaves.isEmpty()
        ? "nobody"
        : leaves.stream().map(LeafIndex::toString).collect(Collectors.joining(" "));
  }

  private void line(String line) {
    out.append(line).append('\n');
  }
}
