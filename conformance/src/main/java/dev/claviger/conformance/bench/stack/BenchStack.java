package dev.claviger.conformance.bench.stack;

import dev.claviger.crypto.CipherSuiteId;

/** An implementation of RFC 9420 that can be measured, and how it keeps its state. */
public interface BenchStack extends AutoCloseable {
  /** For a row: {@code claviger}, {@code claviger+sqlite}. */
  String name();

  /** What it is, with its version. */
  String description();

  /**
   * Someone with a signature key of its own and a basic credential.
   *
   * @throws NotOfferedException if the stack does not have the suite
   */
  BenchClient client(CipherSuiteId suite, String name);

  /** Until now. */
  default Usage usage() {
    return Usage.NONE;
  }

  @Override
  void close();
}
