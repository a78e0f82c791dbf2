package dev.claviger.conformance.peers;

import java.util.Set;

/**
 * A stack of MLS: ours, or another that is loaded apart. All that goes in and out is bytes of RFC
 * 9420: KeyPackages, Welcomes, handshakes and application messages are serialised MLSMessages.
 * Objects of a stack are used by one thread at a time; refusals of the stack itself are {@link
 * PeerException}s.
 */
public interface PeerStack extends AutoCloseable {
  /** Its name and version, for a table. */
  String name();

  /** The code points of the cipher suites that it has of the seven of RFC 9420 §17.1. */
  Set<Integer> suites();

  /** A new client with a basic credential and keys of its own. */
  PeerClient client(int suite, byte[] identity);

  @Override
  void close();
}
