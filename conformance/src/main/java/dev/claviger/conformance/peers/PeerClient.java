package dev.claviger.conformance.peers;

/** Somebody who can be in groups, by means of one stack. */
public interface PeerClient extends AutoCloseable {
  /** A new KeyPackage, whose private keys the client keeps. */
  byte[] keyPackage();

  /** A new group with nobody else in it. */
  PeerGroup create(byte[] groupId);

  /** Joins by a Welcome with the tree inside, which is for a KeyPackage of this client. */
  PeerGroup join(byte[] welcome);

  /** Frees its groups as well. */
  @Override
  void close();
}
