package dev.claviger.conformance.tree;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A tree as an SVG picture: members at the bottom, the root at the top. Blank nodes are dashed, a
 * node with unmerged leaves is orange and so is the line above each such leaf; the path of one
 * member can be marked. Pointing at a node shows who holds its private key.
 */
public final class TreeSvg {
  private static final int MAX_NAME = 14;
  private static final int LEGEND_STEP = 120;

  private static final String STYLE =
      "text{font:12px sans-serif;text-anchor:middle;fill:#222}"
          + "text.key{font:10px monospace;fill:#555}"
          + "text.down{font:10px sans-serif;text-anchor:start}"
          + "line{stroke:#999;stroke-width:1.5}"
          + ".set{fill:#dbe9f6;stroke:#2b6cb0}"
          + ".leaf{fill:#e3f4e1;stroke:#2f855a}"
          + ".unmerged{fill:#fde8cd;stroke:#c05621}"
          + "line.unmerged{stroke:#c05621;stroke-width:2.5}"
          + ".blank{fill:#fff;stroke:#999;stroke-dasharray:4 3}"
          + ".own{stroke:#6b46c1;stroke-width:3.5}"
          + "line.own{stroke:#6b46c1;stroke-width:3.5}";

  private final PublicTree tree;
  private final TreeLayout layout;
  private final Set<NodeIndex> own;
  private final Set<LeafIndex> unmerged;
  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder shapes = new StringBuilder();

  private TreeSvg(PublicTree tree, Set<NodeIndex> own) {
    this.tree = tree;
    this.layout = TreeLayout.of(tree.size());
    this.own = own;
    this.unmerged = tree.unmerged();
  }

  /**
   * @param self the leaf whose path is marked, if any
   */
  public static String of(PublicTree tree, Optional<LeafIndex> self) {
    TreeSvg svg = new TreeSvg(tree, self.map(tree::pathOf).orElse(Set.of()));
    svg.draw(tree.size().root());
    return format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\">%n<style>%s</style>%n%s%s%s</svg>%n",
        svg.layout.width(),
        svg.layout.total(),
        svg.layout.width(),
        svg.layout.total(),
        STYLE,
        legend(),
        svg.lines,
        svg.shapes);
  }

  private static String legend() {
    StringBuilder legend = new StringBuilder("<g id=\"legend\">");
    String[] kinds = {"leaf", "set", "unmerged", "blank", "own"};
    String[] texts = {"member", "key is set", "has unmerged", "blank", "marked path"};
    for (int i = 0; i < kinds.length; i++) {
      int x = 40 + i * LEGEND_STEP;
      legend.append(
          format("<circle class=\"%s\" cx=\"%d\" cy=\"20\" r=\"7\"/>", kinds[i], x)
              + format("<text x=\"%d\" y=\"24\">%s</text>", x + 52, texts[i]));
    }
    return legend.append(format("</g>%n")).toString();
  }

  private void draw(NodeIndex index) {
    if (!index.isLeaf()) {
      for (NodeIndex child : new NodeIndex[] {index.left(), index.right()}) {
        line(index, child);
        draw(child);
      }
    }
    shape(index);
  }

  private void line(NodeIndex parent, NodeIndex child) {
    lines.append(
        format(
            "<line%s x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n",
            lineStyle(child),
            layout.x(parent),
            layout.y(parent),
            layout.x(child),
            layout.y(child)));
  }

  private String lineStyle(NodeIndex child) {
    if (child.isLeaf() && unmerged.contains(child.leaf())) {
      return " class=\"unmerged\"";
    }
    return own.contains(child) ? " class=\"own\"" : "";
  }

  private void shape(NodeIndex index) {
    shapes.append(
        format(
            "<g id=\"node-%d\"><title>%s</title>%s</g>%n",
            index.value(),
            escape(title(index)),
            layout.isDot(index) ? dot(index) : outline(index)));
  }

  /** A small shape; a leaf has its name below, from top to bottom. */
  private String dot(NodeIndex index) {
    int x = layout.x(index);
    int y = layout.y(index);
    if (!index.isLeaf()) {
      return format("<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"6\"/>", styleOf(index), x, y);
    }
    return format(
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"10\" height=\"10\"/>",
            styleOf(index), x - 5, y - 5)
        + format(
            "<text class=\"down\" transform=\"translate(%d %d) rotate(90)\">%s</text>",
            x - 3, y + 12, escape(label(index)));
  }

  private String outline(NodeIndex index) {
    int x = layout.x(index);
    int y = layout.y(index);
    String shape =
        index.isLeaf()
            ? format(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"92\" height=\"46\" rx=\"6\"/>",
                styleOf(index), x - 46, y - 23)
            : format(
                "<ellipse class=\"%s\" cx=\"%d\" cy=\"%d\" rx=\"44\" ry=\"24\"/>",
                styleOf(index), x, y);
    return shape
        + format("<text x=\"%d\" y=\"%d\">%s</text>", x, y - 4, escape(label(index)))
        + format(
            "<text class=\"key\" x=\"%d\" y=\"%d\">%s</text>", x, y + 12, escape(second(index)));
  }

  private String styleOf(NodeIndex index) {
    return own.contains(index) ? kindOf(index) + " own" : kindOf(index);
  }

  private String kindOf(NodeIndex index) {
    if (tree.node(index).isEmpty()) {
      return "blank";
    }
    if (index.isLeaf()) {
      return "leaf";
    }
    return tree.unmerged(index).isEmpty() ? "set" : "unmerged";
  }

  private String label(NodeIndex index) {
    if (!index.isLeaf()) {
      return "node " + index;
    }
    return tree.node(index).orElse(null) instanceof LeafNode leaf
        ? index.leaf() + " " + shorten(tree.nameOf(leaf))
        : "leaf " + index.leaf();
  }

  private String second(NodeIndex index) {
    return tree.node(index).map(tree::keyOf).orElse("blank");
  }

  private String title(NodeIndex index) {
    String name = index.isLeaf() ? "leaf " + index.leaf() : "node " + index;
    if (tree.node(index).isEmpty()) {
      return name + ", blank: nobody holds a key";
    }
    Node node = tree.node(index).get();
    String held = ", key " + tree.keyOf(node) + ", held by " + TreeText.list(tree.holders(index));
    if (node instanceof LeafNode leaf) {
      return name + ", " + tree.nameOf(leaf) + held;
    }
    return tree.unmerged(index).isEmpty()
        ? name + held
        : name + held + ", unmerged " + TreeText.list(tree.unmerged(index));
  }

  private static String shorten(String name) {
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME - 1) + "…";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Names come from others: markup in them stays text, and what XML cannot hold goes. */
  private static String escape(String text) {
    return text.replaceAll("[^\\x20-\\uD7FF\\uE000-\\uFFFD]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
