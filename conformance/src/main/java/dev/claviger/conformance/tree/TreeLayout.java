package dev.claviger.conformance.tree;

import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;

/**
 * Where the nodes of a picture stand, in pixels: leaves in a row, each parent above the middle of
 * its leaves. A wide tree is drawn compactly: a leaf is a dot with its name written downwards, and
 * so is a parent with too few leaves below it to have room for more.
 */
record TreeLayout(int height, int leafCount, int leafWidth, int levelHeight, int footer) {
  static final int SHAPE_WIDTH = 92;

  private static final int WIDE = 32;
  private static final int MARGIN = 60;
  private static final int LEGEND = 40;

  static TreeLayout of(TreeSize size) {
    int height = size.root().level();
    return size.leafCount() > WIDE
        ? new TreeLayout(height, size.leafCount(), 14, 70, 110)
        : new TreeLayout(height, size.leafCount(), 110, 90, 0);
  }

  int width() {
    return Math.max(leafCount * leafWidth, 640) + 2 * MARGIN;
  }

  int total() {
    return height * levelHeight + 2 * MARGIN + LEGEND + footer;
  }

  int x(NodeIndex index) {
    return MARGIN + (index.value() + 1) * leafWidth / 2;
  }

  int y(NodeIndex index) {
    return MARGIN + LEGEND + (height - index.level()) * levelHeight;
  }

  /** Whether there is no room for a shape with text in it. */
  boolean isDot(NodeIndex index) {
    return leafWidth << index.level() < SHAPE_WIDTH;
  }
}
