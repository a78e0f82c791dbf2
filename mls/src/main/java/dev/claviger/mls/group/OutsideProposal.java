package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.ExternalSenders;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.WireFormat;
import java.util.List;
import java.util.Optional;

/** Proposals to a group by who is no member (RFC 9420 §12.1.8). One use of the signature key. */
public final class OutsideProposal {
  /** Proposals that stand alone are checked as if one committed them who is not in the tree. */
  private static final LeafIndex NOBODY = new LeafIndex(-1);

  private OutsideProposal() {}

  /**
   * By one of the group's {@code external_senders}, found by its key. That the members have a PSK,
   * who is none cannot know: one that cannot be had is left out by whoever commits.
   *
   * @throws ValidationException if it is not listed, may not send such a proposal, or no Commit
   *     could cover it
   */
  public static MlsMessage byExternalSender(
      PublicEpoch epoch, Proposal proposal, VaultKey signatureKey, Bytes authenticatedData) {
    ReceptionCheck.isNotSuspended(epoch);
    Sender sender = new Sender.External(indexOf(epoch, signatureKey));
    if (!epoch.policy().isAllowedFromOutside(proposal.proposalType())) {
      throw new ValidationException(
          Rule.EXTERNAL_PROPOSAL_TYPE_IS_ALLOWED, proposal.proposalType().toString());
    }
    ProposalList.validate(epoch, NOBODY, List.of(new SentProposal(proposal, sender)))
        .forSending()
        .apply(epoch.tree().edit());
    return sign(
        epoch.policy().suite(), epoch.context(), sender, proposal, signatureKey, authenticatedData);
  }

  /** By the client itself that is to be added. */
  public static MlsMessage byApplicant(
      ClientContext client, GroupContext context, KeyPackage keyPackage) {
    return sign(
        client.suite(),
        context,
        new Sender.NewMemberProposal(),
        new Add(keyPackage),
        client.signatureKey(),
        Bytes.empty());
  }

  private static int indexOf(PublicEpoch epoch, VaultKey signatureKey) {
    List<ExternalSender> senders = ExternalSenders.in(epoch.context().extensions());
    for (int i = 0; i < senders.size(); i++) {
      if (senders.get(i).signatureKey().equals(signatureKey.asSignatureKeyPair().publicKey())) {
        return i;
      }
    }
    throw new ValidationException(Rule.EXTERNAL_SENDER_IS_LISTED, signatureKey.ref().toString());
  }

  private static MlsMessage sign(
      CipherSuite suite,
      GroupContext context,
      Sender sender,
      Proposal proposal,
      VaultKey signatureKey,
      Bytes authenticatedData) {
    FramedContent framed =
        new FramedContent(context.groupId(), context.epoch(), sender, authenticatedData, proposal);
    AuthenticatedContent signed =
        SignedContent.sign(
                suite, signatureKey.privateKey(), WireFormat.PUBLIC_MESSAGE, framed, context)
            .withoutTag();
    return new MlsMessage(new PublicMessage(signed.content(), signed.auth(), Optional.empty()));
  }
}
