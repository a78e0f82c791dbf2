package dev.claviger.mls.group;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.ProposalRef;
import java.util.Map;

/**
 * Ourselves in the epoch that another's Commit begins: as we were, unless the Commit covers an
 * Update of ours, whose keys then come into use (RFC 9420 §12.1.2).
 */
record NextSelf(ClientContext client, OwnLeaf leaf) {
  /**
   * @param tree that of the next epoch
   */
  static NextSelf in(RatchetTree tree, GroupState old, Map<ProposalRef, SentProposal> received) {
    HpkePublicKey key = tree.leaf(old.self().index()).orElseThrow().encryptionKey();
    for (SentProposal sent : received.values()) {
      if (sent.own().isPresent()) {
        OwnUpdate own = sent.own().get();
        if (ClientContext.pair(own.leafKey()).publicKey().equals(key)) {
          return new NextSelf(
              old.client().withIdentity(own.identity()),
              new OwnLeaf(old.self().index(), own.leafKey()));
        }
      }
    }
    return new NextSelf(old.client(), old.self());
  }
}
