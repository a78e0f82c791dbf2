package dev.claviger.conformance.bench.stack;

import java.util.List;

/**
 * A member of a group. Its Commits take effect at once, as if the Delivery Service had taken them,
 * and are PrivateMessages. All byte strings are encodings of an MLSMessage, unless they are said to
 * be others.
 */
public interface BenchMember {
  /** A Commit and, if it adds someone, its one Welcome. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sent(byte[] commit, byte[] welcome) {
    static final byte[] NO_WELCOME = {};
  }

  /** Adds them all, with a path. */
  Sent add(List<byte[]> keyPackages);

  Sent remove(int leaf);

  /** A Commit without proposals. */
  Sent commit();

  void process(byte[] commit);

  byte[] protect(byte[] data);

  /** The data of an application message. */
  byte[] unprotect(byte[] message);

  byte[] export(String label, int length);

  /** A GroupInfo with the tree and the external key inside. */
  default byte[] groupInfo() {
    throw new NotOfferedException("no GroupInfo");
  }

  /** Forgets the group and what is stored of it; its client stays. */
  void delete();

  /** What to look at for the heap that a member retains. */
  Object state();
}
