package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.group.OutsideProposal;
import dev.claviger.mls.group.PublicEpoch;
import dev.claviger.mls.group.PublicReception;
import dev.claviger.mls.group.PublicReception.Seen;
import dev.claviger.mls.group.SentProposal;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.Sender;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A group as a Delivery Service can follow it, from a GroupInfo and the PublicMessages after it,
 * without any secret. It checks what members check, but for what takes a secret: whether a
 * membership or confirmation tag is right, it cannot see, so a member that lies about these is
 * found by the members only. Thread-safe; what is refused leaves it as it was.
 */
public final class PublicGroup {
  private final Map<ProposalRef, SentProposal> proposals = new HashMap<>();
  private PublicEpoch epoch;

  PublicGroup(PublicEpoch epoch) {
    this.epoch = epoch;
  }

  public static PublicGroupBuilder builder() {
    return new PublicGroupBuilder();
  }

  public GroupId groupId() {
    return context().groupId();
  }

  /** What all members agree on in the current epoch: its number, tree and transcript hashes. */
  public synchronized GroupContext context() {
    return epoch.context();
  }

  /** The {@code interim_transcript_hash} of the current epoch (RFC 9420 §8.2). */
  public synchronized Bytes interimTranscriptHash() {
    return epoch.interimTranscriptHash();
  }

  /** The members of the current epoch, from the left of the tree. */
  public synchronized List<Member> members() {
    return Member.of(epoch.tree());
  }

  /** The encoding of the current {@code optional<Node> ratchet_tree<V>} (RFC 9420 §12.4.3.3). */
  public synchronized Bytes ratchetTree() {
    return epoch.tree().toExtension().encode();
  }

  /**
   * Takes in the encoding of an MLSMessage with a PublicMessage, in the order in which the members
   * get them.
   *
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   * @throws dev.claviger.mls.rule.ValidationException if it breaks a rule
   */
  public synchronized Observed process(byte[] message) {
    Seen seen = PublicReception.receive(epoch, proposals, MlsMessage.decode(Bytes.copyOf(message)));
    if (seen instanceof Seen.Proposed proposed) {
      proposals.put(proposed.ref(), proposed.sent());
      return new Observed.Proposed(
          proposer(proposed.sent()), proposed.sent().proposal(), proposed.authenticatedData());
    }
    Seen.Committed committed = (Seen.Committed) seen;
    epoch = committed.next();
    proposals.clear();
    return new Observed.NewEpoch(
        EpochChanges.of(committed.effects()), committed.authenticatedData());
  }

  /**
   * Checks that a client could be added with a KeyPackage now (RFC 9420 §10.1).
   *
   * @throws dev.claviger.mls.rule.ValidationException if not
   */
  public synchronized void check(KeyPackage keyPackage) {
    PublicReception.check(epoch, keyPackage);
  }

  /**
   * Proposes a change as one of the group's {@code external_senders} (RFC 9420 §12.1.8): Add,
   * Remove, PreSharedKey, ReInit or GroupContextExtensions.
   *
   * @param signatureKey the key under which we are listed
   * @return the encoding of an MLSMessage, for the members and for {@link #process}
   * @throws dev.claviger.mls.rule.ValidationException if we are not listed, may not send such a
   *     proposal, or no Commit could cover it
   */
  public byte[] propose(Proposal proposal, VaultKey signatureKey) {
    return propose(proposal, signatureKey, Bytes.empty());
  }

  /** As {@link #propose(Proposal, VaultKey)}, with data that travel in clear, signed by us. */
  public synchronized byte[] propose(
      Proposal proposal, VaultKey signatureKey, Bytes authenticatedData) {
    return OutsideProposal.byExternalSender(epoch, proposal, signatureKey, authenticatedData)
        .encode()
        .toByteArray();
  }

  private Proposer proposer(SentProposal sent) {
    if (sent.sender() instanceof Sender.Member member) {
      return new Proposer.Insider(
          Member.of(
              new dev.claviger.mls.group.Seat(
                  member.leafIndex(), epoch.tree().leaf(member.leafIndex()).orElseThrow())));
    }
    if (sent.sender() instanceof Sender.External external) {
      return new Proposer.Outsider(
          external.senderIndex(), PublicReception.externalSender(epoch, external));
    }
    return new Proposer.Applicant(((Add) sent.proposal()).keyPackage());
  }
}
