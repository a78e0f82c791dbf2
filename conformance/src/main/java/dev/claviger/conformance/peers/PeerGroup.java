package dev.claviger.conformance.peers;

import java.util.List;

/**
 * A member's state of a group. Of the Commits that it makes one at a time is pending until {@link
 * #accept}; handshakes are encrypted.
 */
public interface PeerGroup {
  long epoch();

  /** Commits an Add of each, with a path. */
  PeerCommit add(List<byte[]> keyPackages);

  /** Commits a Remove of the member with that identity. */
  PeerCommit remove(byte[] identity);

  /** Commits nothing but a path. */
  PeerCommit update();

  byte[] proposeAdd(byte[] keyPackage);

  byte[] proposeRemove(byte[] identity);

  /** Proposes a new leaf of this member. */
  byte[] proposeUpdate();

  /** Commits the proposals of this epoch, its own and those it was sent. */
  PeerCommit commitProposals();

  /** The pending Commit is the one that counts. */
  void accept();

  /**
   * Takes a Proposal or Commit of another member.
   *
   * @return whether this client is still a member
   */
  boolean follow(byte[] handshake);

  byte[] protect(byte[] plaintext);

  byte[] unprotect(byte[] message);

  /** MLS-Exporter("exporter", "", length), RFC 9420 §8.5: equal for all of an epoch. */
  byte[] export(int length);

  /** Forgets the group, and what its client stores of it. */
  void delete();
}
