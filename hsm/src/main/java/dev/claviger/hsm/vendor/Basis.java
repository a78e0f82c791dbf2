package dev.claviger.hsm.vendor;

/** What a statement about a vendor's token rests on. */
public enum Basis {
  /** Seen on a token by this project's tests. */
  TRIED,
  /** The vendor or its source code says so. */
  DOCUMENTED,
  /** Expected, and neither seen nor read. */
  UNTRIED
}
