package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.CustomProposal;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.Remove;
import java.util.List;

/**
 * The proposals that members and external senders can make alike (RFC 9420 §12.1). Each method
 * makes one and returns what to send: the encoding of an MLSMessage.
 *
 * <p>All methods throw {@link dev.claviger.mls.rule.ValidationException} if no Commit could cover
 * the proposal.
 */
public abstract sealed class ProposalChoice permits ProposalBuilder, ExternalProposalBuilder {
  ProposalChoice() {}

  /** That the client be added that published this KeyPackage. */
  public byte[] add(KeyPackage keyPackage) {
    return propose(new Add(keyPackage));
  }

  /** As {@link #add(KeyPackage)}, from the encoding of an MLSMessage. */
  public byte[] add(byte[] keyPackageMessage) {
    return propose(ProposalValues.add(keyPackageMessage));
  }

  /** That a member be removed; it may be who proposes it. */
  public byte[] remove(LeafIndex member) {
    return propose(new Remove(member));
  }

  /** As {@link #remove(LeafIndex)}. */
  public byte[] remove(Member member) {
    return remove(member.index());
  }

  /** That an external PSK be injected, which all members have under that name. */
  public byte[] psk(Bytes pskId) {
    return propose(ProposalValues.psk(suite(), pskId));
  }

  /** That the resumption PSK of a past epoch of this group be injected. */
  public byte[] resumptionPsk(long epoch) {
    return propose(ProposalValues.resumptionPsk(suite(), groupId(), epoch));
  }

  /** That these be the extensions of the GroupContext, instead of those it has. */
  public byte[] extensions(List<Extension> extensions) {
    return propose(new GroupContextExtensions(extensions));
  }

  /** A proposal of a type that the application gives its meaning, which all members support. */
  public byte[] custom(ProposalType type, Bytes content) {
    return propose(new CustomProposal(type, content));
  }

  /** That the group be replaced by one with these parameters (§11.2). */
  public byte[] reInit(GroupId groupId, CipherSuiteId suite, List<Extension> extensions) {
    return propose(ProposalValues.reInit(groupId, suite, extensions));
  }

  abstract CipherSuite suite();

  abstract GroupId groupId();

  abstract byte[] propose(Proposal proposal);
}
