package dev.claviger.conformance.bench.group;

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

  private final String title;

  Operation(String title) {
    this.title = title;
  }

  /** For a reader. */
  public String title() {
    return title;
  }

  /** Whether it takes so little that the clock is read once for many. */
  boolean isShort() {
    return this == PROTECT || this == UNPROTECT || this == EXPORT;
  }
}
