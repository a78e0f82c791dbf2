package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.framing.OpenedMessage;
import dev.claviger.mls.framing.PrivateFraming;
import dev.claviger.mls.framing.SenderData;
import dev.claviger.mls.framing.UnverifiedContent;
import dev.claviger.mls.framing.VerifiedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.ProposalPolicy.Considered;
import dev.claviger.mls.spi.ProposalPolicy.Occasion;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.ContentType;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PrivateMessage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.Sender;
import java.util.Map;
import java.util.Set;

/**
 * Receiving a message in its order: unprotect, verify, validate, and only then spend the ratchet
 * key (RFC 9420 §9.2). A message that fails on the way leaves no trace.
 */
public final class Reception {
  private final GroupState state;
  private final Map<ProposalRef, SentProposal> received;
  private final Set<Bytes> givenUp;
  private final boolean spends;

  private Reception(
      GroupState state,
      Map<ProposalRef, SentProposal> received,
      Set<Bytes> givenUp,
      boolean spends) {
    this.state = state;
    this.received = received;
    this.givenUp = givenUp;
    this.spends = spends;
  }

  /**
   * @param received the proposals of this epoch, by reference
   * @throws ValidationException if the message breaks a rule
   * @throws dev.claviger.mls.codec.DecodeException if what was encrypted does not decode
   */
  public static Incoming receive(
      GroupState state, Map<ProposalRef, SentProposal> received, MlsMessage message) {
    return new Reception(state, received, Set.of(), true).any(message);
  }

  /** As {@link #receive(GroupState, Map, MlsMessage)}, in an epoch that was gone back to. */
  public static Incoming receive(EpochContents epoch, MlsMessage message) {
    return new Reception(epoch.state(), epoch.proposals().known(), epoch.givenUp(), true)
        .any(message);
  }

  /** The same, and the message can still be received afterwards: its key stays. */
  public static Incoming verify(EpochContents epoch, MlsMessage message) {
    return new Reception(epoch.state(), epoch.proposals().known(), epoch.givenUp(), false)
        .any(message);
  }

  private Incoming any(MlsMessage message) {
    ReceptionCheck.isNotSuspended(state);
    if (message.body() instanceof PublicMessage body) {
      return receive(body);
    }
    if (message.body() instanceof PrivateMessage body) {
      return receive(body);
    }
    throw new ValidationException(
        Rule.MESSAGE_IS_OF_THIS_KIND, "a group does not process " + message.body().wireFormat());
  }

  /** Who sent a proposal from outside, once it was received. */
  public static ExternalSender externalSender(GroupState state, Sender.External sender) {
    return SenderKey.externalSender(state, sender);
  }

  private Incoming receive(PublicMessage message) {
    ReceptionCheck.address(state, message.content().groupId(), message.content().epoch());
    UnverifiedContent content = state.publicFraming().unprotect(message);
    if (isSelf(content.claimedSender())) {
      return own(message.content().content().contentType());
    }
    return interpret(verify(content));
  }

  private Incoming receive(PrivateMessage message) {
    ReceptionCheck.address(state, message.groupId(), message.epoch());
    PrivateFraming framing = state.privateFraming();
    SenderData sender = framing.senderData(message);
    if (sender.leafIndex().equals(state.self().index())) {
      return own(message.contentType());
    }
    state.member(sender.leafIndex());
    try (OpenedMessage opened = framing.unprotect(message, sender)) {
      Incoming incoming = interpret(verify(opened.content()));
      if (spends) {
        opened.key().consume();
      }
      return incoming;
    }
  }

  /** Our own ratchet keys are gone, and we know what we said; only a Commit needs an answer. */
  private static Incoming own(ContentType type) {
    if (type == ContentType.COMMIT) {
      throw new ValidationException(Rule.OWN_COMMIT_IS_PENDING);
    }
    return new Incoming.Own();
  }

  private VerifiedContent verify(UnverifiedContent content) {
    return content.verify(state.client().suite(), SenderKey.of(state, content));
  }

  private Incoming interpret(VerifiedContent content) {
    Bytes authenticatedData = content.framed().authenticatedData();
    if (content.content() instanceof ApplicationData data) {
      return new Incoming.Application(
          seatOf(content), state.context().epoch(), data.value(), authenticatedData);
    }
    if (content.content() instanceof Proposal proposal) {
      ReceptionCheck.applicant(state, proposal, content.sender());
      SentProposal sent = new SentProposal(proposal, content.sender());
      return new Incoming.Proposed(
          authenticatedData,
          content.authenticated().proposalRef(state.client().suite()),
          sent,
          isDropped(sent));
    }
    return new Incoming.Committed(commit(content), authenticatedData);
  }

  /** Where the message keys may be used already, nobody goes again. */
  private CommitOutcome commit(VerifiedContent content) {
    CommitOutcome outcome = CommitProcessing.process(state, content, received);
    if (outcome instanceof CommitOutcome.Advanced advanced
        && givenUp.contains(advanced.next().context().confirmedTranscriptHash())) {
      advanced.next().discardFor(state);
      throw new ValidationException(Rule.COMMIT_WAS_NOT_GIVEN_UP);
    }
    return outcome;
  }

  /** Application data comes in a PrivateMessage, and that from a member (§6.3.2). */
  private Seat seatOf(VerifiedContent content) {
    LeafIndex index = ((Sender.Member) content.sender()).leafIndex();
    return new Seat(index, state.member(index));
  }

  private boolean isDropped(SentProposal sent) {
    Considered considered = new Considered(sent.proposal(), sent.sender(), Occasion.RECEIVED);
    return switch (state.client().groupPolicy().proposals().decide(considered)) {
      case ACCEPT -> false;
      case DROP -> true;
      case REJECT ->
          throw new ValidationException(
              Rule.PROPOSAL_IS_ALLOWED, "type " + sent.proposal().proposalType());
    };
  }

  private boolean isSelf(Sender sender) {
    return sender instanceof Sender.Member member
        && member.leafIndex().equals(state.self().index());
  }
}
