package dev.claviger.hsm.custody;

/** How the keys of a purpose shall be kept. */
public enum Custody {
  /** As objects of the token, never extractable. */
  RESIDENT,
  /** Wrapped outside of the token; a curve that the token does not wrap is refused. */
  WRAPPED,
  /** Wrapped outside of the token, or resident if the token does not wrap the curve. */
  WRAPPED_WHERE_POSSIBLE;

  public boolean wraps() {
    return this != RESIDENT;
  }
}
