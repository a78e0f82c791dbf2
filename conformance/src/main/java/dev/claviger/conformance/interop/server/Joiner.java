package dev.claviger.conformance.interop.server;

/** A client that waits for its Welcome: what the harness calls a transaction. */
record Joiner(Party party) implements Held {
  @Override
  public void free() {
    party.release();
  }
}
