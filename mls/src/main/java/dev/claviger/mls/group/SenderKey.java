package dev.claviger.mls.group;

import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.framing.UnverifiedContent;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.ExternalSenders;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.Sender;
import java.util.List;

/** With which key the signature of a message is to verify (RFC 9420 §6.1). */
final class SenderKey {
  private SenderKey() {}

  /**
   * @throws ValidationException if there is no such sender, or it may not send such content
   */
  static SignaturePublicKey of(EpochView epoch, UnverifiedContent content) {
    Sender sender = content.claimedSender();
    if (sender instanceof Sender.Member member) {
      return epoch.member(member.leafIndex()).signatureKey();
    }
    if (sender instanceof Sender.External external) {
      return ofExternal(epoch, external, content.claimedContent());
    }
    if (sender instanceof Sender.NewMemberProposal) {
      return ofProposingJoiner(content.claimedContent());
    }
    return ofCommittingJoiner(content.claimedContent());
  }

  /** The sender at an index of the {@code external_senders} (§12.1.8.1). */
  static ExternalSender externalSender(EpochView epoch, Sender.External sender) {
    List<ExternalSender> senders = ExternalSenders.in(epoch.context().extensions());
    int index = sender.senderIndex();
    if (Integer.compareUnsigned(index, senders.size()) >= 0) {
      throw new ValidationException(
          Rule.EXTERNAL_SENDER_IS_LISTED, "index " + Integer.toUnsignedString(index));
    }
    return senders.get(index);
  }

  private static SignaturePublicKey ofExternal(
      EpochView epoch, Sender.External sender, Content content) {
    if (!(content instanceof Proposal proposal)) {
      throw new ValidationException(Rule.EXTERNAL_SENDER_SENDS_PROPOSALS);
    }
    if (!epoch.policy().isAllowedFromOutside(proposal.proposalType())) {
      throw new ValidationException(
          Rule.EXTERNAL_PROPOSAL_TYPE_IS_ALLOWED, proposal.proposalType().toString());
    }
    return externalSender(epoch, sender).signatureKey();
  }

  private static SignaturePublicKey ofProposingJoiner(Content content) {
    if (content instanceof Add add) {
      return add.keyPackage().leafNode().signatureKey();
    }
    throw new ValidationException(Rule.NEW_MEMBER_PROPOSES_ITS_ADD);
  }

  private static SignaturePublicKey ofCommittingJoiner(Content content) {
    if (!(content instanceof Commit commit)) {
      throw new ValidationException(Rule.NEW_MEMBER_COMMIT_IS_A_COMMIT);
    }
    return commit
        .path()
        .orElseThrow(() -> new ValidationException(Rule.EXTERNAL_COMMIT_HAS_A_PATH))
        .leafNode()
        .signatureKey();
  }
}
