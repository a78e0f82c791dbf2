package dev.claviger.conformance.interop.server;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.PublicGroup;
import dev.claviger.mls.PublicGroupBuilder;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.MlsMessage;

/** What is read from a GroupInfo before there is a client for it. */
final class GroupInfos {
  private GroupInfos() {}

  /** The code point of its cipher suite. */
  static int suite(byte[] groupInfo) {
    if (MlsMessage.decode(Bytes.copyOf(groupInfo)).body() instanceof GroupInfo decoded) {
      return decoded.groupContext().cipherSuite().value();
    }
    throw new ValidationException(Rule.MESSAGE_IS_OF_THIS_KIND, "a GroupInfo is expected");
  }

  /**
   * The group as it is seen from outside.
   *
   * @param ratchetTree empty if it is inside
   */
  static PublicGroup follow(CipherSuite suite, byte[] groupInfo, Bytes ratchetTree) {
    PublicGroupBuilder builder = PublicGroup.builder().suite(suite).lifetimes(Parties.LIFETIMES);
    if (!ratchetTree.isEmpty()) {
      builder.ratchetTree(ratchetTree);
    }
    return builder.follow(groupInfo);
  }
}
