package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.wire.MlsMessage;

/**
 * The Commit that ended an epoch for us.
 *
 * @param digest the suite's hash of its MLSMessage, by which it is known when it comes again
 */
public record FollowedCommit(Bytes digest, CommitEffects effects) {
  public static FollowedCommit of(CipherSuite suite, MlsMessage commit, CommitEffects effects) {
    return new FollowedCommit(digest(suite, commit), effects);
  }

  static Bytes digest(CipherSuite suite, MlsMessage commit) {
    return suite.hash(commit.encode());
  }
}
