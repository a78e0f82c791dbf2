package dev.claviger.conformance.bench.group;

/** Which nodes of the tree have keys. */
public enum TreeShape {
  /** Those above one leaf only, as after the group was built. */
  BARE,
  /** All, as when everyone has committed. */
  FULL,
  /** The operation has no tree, or is the one that makes it. */
  NONE
}
