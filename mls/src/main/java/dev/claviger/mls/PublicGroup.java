package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
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
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.Sender;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A group as a Delivery Service can follow it, from a GroupInfo and the PublicMessages after it,
 * without any secret. Thread-safe; what is refused leaves it as it was.
 *
 * <p>It checks what members check, but for what takes a secret. Its limits are these:
 *
 * <ul>
 *   <li>Membership tags, confirmation tags and the encrypted path secrets it cannot check. A member
 *       that lies about these, in a Commit that is well signed, leads it into an epoch that no
 *       other member enters. Such a group is followed anew, from a GroupInfo of another member.
 *   <li>Whether the members have a PSK that a Commit injects, it cannot see either.
 *   <li>A PrivateMessage says nothing to it. Where members encrypt their Commits, it cannot follow
 *       at all ({@link MlsClientBuilder#publicHandshakes} has them not).
 *   <li>The first GroupInfo is trusted as far as the credential of its signer goes.
 * </ul>
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
   * What the last Commit covered, if that was a ReInit (RFC 9420 §11.2): the group takes in nothing
   * more, another takes its place.
   */
  public synchronized Optional<ReInit> suspendedBy() {
    return epoch.suspendedBy();
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
   * As {@link #check(KeyPackage)}, from the encoding of an MLSMessage.
   *
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   */
  public void check(byte[] keyPackageMessage) {
    check(ProposalValues.add(keyPackageMessage).keyPackage());
  }

  /**
   * Checks a GroupInfo before it is handed to those who want to join: that it is of the current
   * epoch of this group, as it was followed, and that a member signed it. Its {@code external_pub}
   * and the other extensions rest on that member's word.
   *
   * @param groupInfo the encoding of an MLSMessage with a GroupInfo, the tree inside or not
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   * @throws dev.claviger.mls.rule.ValidationException if it is none, or not of this epoch
   */
  public synchronized void checkGroupInfo(byte[] groupInfo) {
    epoch.check(MlsClient.decodeGroupInfo(groupInfo));
  }

  /**
   * Begins a proposal as one of the group's {@code external_senders} (RFC 9420 §12.1.8).
   *
   * @param signatureKey the key under which we are listed
   */
  public ExternalProposalBuilder propose(VaultKey signatureKey) {
    return new ExternalProposalBuilder(this, signatureKey, Bytes.empty());
  }

  /**
   * As {@link #propose(VaultKey)}, with the proposal ready made: Add, Remove, PreSharedKey, ReInit,
   * GroupContextExtensions, or one of the custom types that are allowed from outside.
   *
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

  synchronized CipherSuite suite() {
    return epoch.policy().suite();
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
