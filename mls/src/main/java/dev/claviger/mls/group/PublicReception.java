package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.framing.PublicFraming;
import dev.claviger.mls.framing.UnverifiedContent;
import dev.claviger.mls.framing.VerifiedContent;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.Sender;
import java.util.Map;

/**
 * Receiving a handshake message without secrets. All that members check is checked, but for what
 * takes a secret: membership tag, PSKs, path secrets and confirmation tag.
 */
public final class PublicReception {
  private PublicReception() {}

  /** What a handshake message was. */
  public sealed interface Seen {
    record Proposed(ProposalRef ref, SentProposal sent, Bytes authenticatedData) implements Seen {}

    record Committed(PublicEpoch next, CommitEffects effects, Bytes authenticatedData)
        implements Seen {}
  }

  /**
   * @param received the proposals of this epoch, by reference
   * @throws ValidationException if the message breaks a rule
   */
  public static Seen receive(
      PublicEpoch epoch, Map<ProposalRef, SentProposal> received, MlsMessage message) {
    ReceptionCheck.isNotSuspended(epoch);
    if (!(message.body() instanceof PublicMessage body)) {
      throw new ValidationException(
          Rule.MESSAGE_IS_OF_THIS_KIND, "only a PublicMessage can be followed from outside");
    }
    ReceptionCheck.address(epoch, body.content().groupId(), body.content().epoch());
    UnverifiedContent unverified = PublicFraming.readWithoutKey(epoch.context(), body);
    VerifiedContent content =
        unverified.verify(epoch.policy().suite(), SenderKey.of(epoch, unverified));
    Bytes data = content.framed().authenticatedData();
    if (content.content() instanceof Proposal proposal) {
      ReceptionCheck.applicant(epoch, proposal, content.sender());
      return new Seen.Proposed(
          content.authenticated().proposalRef(epoch.policy().suite()),
          new SentProposal(proposal, content.sender()),
          data);
    }
    ReceivedCommit commit = ReceivedCommit.validate(epoch, content, received);
    PublicEpoch next =
        PublicEpoch.of(
            epoch.policy(),
            commit.next(epoch),
            commit.tree(),
            content.authenticated().auth().confirmationTag().orElseThrow(),
            commit.effects().reInit());
    return new Seen.Committed(next, commit.effects(), data);
  }

  /**
   * @throws ValidationException if the client could not be added with it now
   */
  public static void check(PublicEpoch epoch, KeyPackage keyPackage) {
    ReceptionCheck.isNotSuspended(epoch);
    LeafNodeCheck.isCurrent(keyPackage, epoch.policy());
    ReceptionCheck.keyPackage(epoch, keyPackage);
  }

  /** Who sent a proposal from outside, once it was received. */
  public static ExternalSender externalSender(PublicEpoch epoch, Sender.External sender) {
    return SenderKey.externalSender(epoch, sender);
  }
}
