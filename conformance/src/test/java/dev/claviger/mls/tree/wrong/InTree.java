package dev.claviger.mls.tree.wrong;

/** What {@code LooksToTheRight} looks at. */
public final class InTree {
  @Override
  public String toString() {
    return "in tree";
  }
}
