package dev.claviger.conformance.survival;

/**
 * A message on its way to the member that is killed.
 *
 * @param epoch that it was sent in
 * @param text of application data
 */
record Mail(Kind kind, long epoch, String message, String text) {
  enum Kind {
    APPLICATION,
    PROPOSAL,
    /** Of another. */
    COMMIT,
    /** One of its own, which was ordered. */
    OWN_COMMIT
  }

  boolean isCommit() {
    return kind == Kind.COMMIT || kind == Kind.OWN_COMMIT;
  }
}
