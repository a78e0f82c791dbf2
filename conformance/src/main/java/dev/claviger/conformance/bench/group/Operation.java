package dev.claviger.conformance.bench.group;

import java.util.EnumSet;
import java.util.Set;

/** What is measured. Commits include what it takes to go on to the next epoch. */
public enum Operation {
  KEY_PACKAGE("make a KeyPackage"),
  BUILD("build the group by one Commit"),
  ADD("add one member"),
  REMOVE("remove one member"),
  COMMIT("Commit without proposals"),
  PROCESS("process a Commit without proposals"),
  JOIN("join by a Welcome"),
  EXTERNAL_COMMIT("join by an external Commit"),
  PROTECT("protect a message"),
  UNPROTECT("unprotect a message"),
  EXPORT("export a secret of 32 bytes"),
  OPEN("open the group from its store");

  /** Each undoes what the last one did. */
  private static final Set<Operation> SINGLE = EnumSet.of(ADD, REMOVE, EXTERNAL_COMMIT, OPEN);

  private final String title;

  Operation(String title) {
    this.title = title;
  }

  /** For a reader. */
  public String title() {
    return title;
  }

  /**
   * Whether many can be run one after the other once they are prepared. Where they are short, the
   * clock is read once for a batch of them then.
   */
  boolean isRepeatable() {
    return !SINGLE.contains(this);
  }
}
