package dev.claviger.mls.wire.wrong;

/** A class of {@code wire} that knows a class of {@code tree}, for the layer rules to catch. */
public final class LooksToTheRight {
  private final dev.claviger.mls.tree.wrong.InTree target;

  LooksToTheRight(dev.claviger.mls.tree.wrong.InTree target) {
    this.target = target;
  }

  @Override
  public String toString() {
    return "knows " + target;
  }
}
