package dev.claviger.conformance.peers;

import dev.claviger.conformance.interop.OwnServer;

/** Bouncy Castle's server and ours, keys in software, or neither. */
record BothServers(BouncyCastle other, OwnServer own) implements AutoCloseable {
  /** Starts them, or the test says loudly that it did not run. */
  static BothServers start() {
    BouncyCastle other = BouncyCastle.start();
    try {
      return new BothServers(other, OwnServer.software());
    } catch (RuntimeException e) {
      other.close();
      throw e;
    }
  }

  @Override
  public void close() {
    own.close();
    other.close();
  }
}
