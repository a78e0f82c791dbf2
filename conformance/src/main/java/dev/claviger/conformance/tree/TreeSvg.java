package dev.claviger.conformance.tree;

import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import java.util.Locale;

/**
 * A tree as an SVG picture: members at the bottom, the root at the top. Blank nodes are dashed, a
 * node with unmerged leaves is orange and so is the line above each such leaf. Pointing at a node
 * shows who holds its private key.
 */
public final class TreeSvg {
  private static final int LEAF_WIDTH = 110;
  private static final int LEVEL_HEIGHT = 90;
  private static final int MARGIN = 60;
  private static final int MAX_NAME = 14;

  private static final String STYLE =
      "text{font:12px sans-serif;text-anchor:middle;fill:#222}"
          + ".key{font:10px monospace;fill:#555}"
          + "line{stroke:#999;stroke-width:1.5}"
          + ".set{fill:#dbe9f6;stroke:#2b6cb0}"
          + ".leaf{fill:#e3f4e1;stroke:#2f855a}"
          + ".unmerged{fill:#fde8cd;stroke:#c05621}"
          + "line.unmerged{stroke:#c05621;stroke-width:2.5}"
          + ".blank{fill:#fff;stroke:#999;stroke-dasharray:4 3}";

  private final PublicTree tree;
  private final int height;
  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder shapes = new StringBuilder();

  private TreeSvg(PublicTree tree) {
    this.tree = tree;
    this.height = tree.size().root().level();
  }

  public static String of(PublicTree tree) {
    TreeSvg svg = new TreeSvg(tree);
    svg.draw(tree.size().root());
    int width = tree.size().leafCount() * LEAF_WIDTH + 2 * MARGIN;
    int total = svg.height * LEVEL_HEIGHT + 2 * MARGIN;
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\">%n<style>%s</style>%n%s%s</svg>%n",
        width,
        total,
        width,
        total,
        STYLE,
        svg.lines,
        svg.shapes);
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
    boolean unmerged = child.isLeaf() && isUnmergedAbove(child);
    lines.append(
        String.format(
            Locale.ROOT,
            "<line%s x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n",
            unmerged ? " class=\"unmerged\"" : "",
            x(parent),
            y(parent),
            x(child),
            y(child)));
  }

  private boolean isUnmergedAbove(NodeIndex leaf) {
    return tree.size().directPath(leaf).stream()
        .anyMatch(above -> tree.unmerged(above).contains(leaf.leaf()));
  }

  private void shape(NodeIndex index) {
    String outline =
        index.isLeaf()
            ? String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"92\" height=\"46\" rx=\"6\"/>",
                styleOf(index),
                x(index) - 46,
                y(index) - 23)
            : String.format(
                Locale.ROOT,
                "<ellipse class=\"%s\" cx=\"%d\" cy=\"%d\" rx=\"44\" ry=\"24\"/>",
                styleOf(index),
                x(index),
                y(index));
    shapes.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s</title>%s%s%s</g>%n",
            escape(title(index)),
            outline,
            text("", x(index), y(index) - 4, label(index)),
            text(" class=\"key\"", x(index), y(index) + 12, second(index))));
  }

  private String styleOf(NodeIndex index) {
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
    if (tree.node(index).isEmpty()) {
      return "blank: nobody holds a key";
    }
    Node node = tree.node(index).get();
    String holders = "held by " + TreeText.list(tree.holders(index));
    if (node instanceof LeafNode leaf) {
      return tree.nameOf(leaf) + ", " + holders;
    }
    return tree.unmerged(index).isEmpty()
        ? holders
        : holders + ", unmerged " + TreeText.list(tree.unmerged(index));
  }

  /** A node stands above the middle of its leaves. */
  private static int x(NodeIndex index) {
    return MARGIN + (index.value() + 1) * LEAF_WIDTH / 2;
  }

  private int y(NodeIndex index) {
    return MARGIN + (height - index.level()) * LEVEL_HEIGHT;
  }

  private static String text(String attributes, int x, int y, String text) {
    return String.format(
        Locale.ROOT, "<text%s x=\"%d\" y=\"%d\">%s</text>", attributes, x, y, escape(text));
  }

  private static String shorten(String name) {
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME - 1) + "…";
  }

  /** Names come from others: markup in them stays text, and what XML cannot hold goes. */
  private static String escape(String text) {
    return text.replaceAll("[^\\x20-\\uD7FF\\uE000-\\uFFFD]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
