package dev.claviger.conformance.tree;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A tree as indented text, the root first: its nodes, their keys, and who holds these. */
public final class TreeText {
  private final PublicTree tree;
  private final Set<NodeIndex> own;
  private final StringBuilder out = new StringBuilder();

  private TreeText(PublicTree tree, Set<NodeIndex> own) {
    this.tree = tree;
    this.own = own;
  }

  /**
   * @param self the leaf whose path is marked, if any
   */
  public static String of(PublicTree tree, Optional<LeafIndex> self) {
    TreeText text = new TreeText(tree, self.map(tree::pathOf).orElse(Set.of()));
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
    String name = (own.contains(index) ? "* " : "") + nameOf(index);
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

  private static String nameOf(NodeIndex index) {
    return index.isLeaf() ? "leaf " + index.leaf() : "node " + index;
  }

  /** In increasing order, with runs of three and more as first and last. */
  static String list(List<LeafIndex> leaves) {
    if (leaves.isEmpty()) {
      return "nobody";
    }
    List<String> runs = new ArrayList<>();
    for (int first = 0; first < leaves.size(); ) {
      int last = first;
      while (last + 1 < leaves.size()
          && leaves.get(last + 1).value() == leaves.get(last).value() + 1) {
        last++;
      }
      runs.add(
          leaves.get(first)
              + (last == first ? "" : (last == first + 1 ? " " : "-") + leaves.get(last)));
      first = last + 1;
    }
    return String.join(" ", runs);
  }

  private void line(String line) {
    out.append(line).append('\n');
  }
}
