package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CustomProposal;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.Remove;
import java.util.List;
import java.util.Optional;

/**
 * Makes one proposal of ours, for any member to commit (RFC 9420 §12.1). Each method returns what
 * to send: the encoding of an MLSMessage. The proposal is pending here too from then on.
 *
 * <p>All methods throw {@link dev.claviger.mls.rule.ValidationException} if no Commit could cover
 * the proposal, and {@link IllegalStateException} if the group is closed or suspended.
 */
public final class ProposalBuilder {
  private final Group group;
  private final Bytes authenticatedData;

  ProposalBuilder(Group group, Bytes authenticatedData) {
    this.group = group;
    this.authenticatedData = authenticatedData;
  }

  /** The same, with data that travel with the proposal in clear, signed by us. */
  public ProposalBuilder authenticatedData(Bytes data) {
    return new ProposalBuilder(group, data);
  }

  /** That the client be added that published this KeyPackage. */
  public byte[] add(KeyPackage keyPackage) {
    return propose(new Add(keyPackage));
  }

  /** As {@link #add(KeyPackage)}, from the encoding of an MLSMessage. */
  public byte[] add(byte[] keyPackageMessage) {
    return propose(ProposalValues.add(keyPackageMessage));
  }

  /**
   * That our leaf be replaced: the new leaf key waits in the vault, and comes into use with the
   * Commit that covers the proposal. If none does in this epoch, it is destroyed.
   */
  public byte[] update() {
    return group.proposeUpdate(Optional.empty(), Optional.empty(), authenticatedData);
  }

  /** As {@link #update()}; from then on we sign with that key. The old one stays in the vault. */
  public byte[] update(VaultKey signatureKey) {
    return group.proposeUpdate(Optional.of(signatureKey), Optional.empty(), authenticatedData);
  }

  /** As {@link #update()}; from then on our leaf names that credential. */
  public byte[] update(Credential credential) {
    return group.proposeUpdate(Optional.empty(), Optional.of(credential), authenticatedData);
  }

  /** As {@link #update()}, with both a new signature key and a new credential. */
  public byte[] update(VaultKey signatureKey, Credential credential) {
    return group.proposeUpdate(
        Optional.of(signatureKey), Optional.of(credential), authenticatedData);
  }

  /** That a member be removed; it may be ourselves, who cannot commit that. */
  public byte[] remove(LeafIndex member) {
    return propose(new Remove(member));
  }

  /** As {@link #remove(LeafIndex)}. */
  public byte[] remove(Member member) {
    return remove(member.index());
  }

  /** That an external PSK be injected, which all members have under that name. */
  public byte[] psk(Bytes pskId) {
    return propose(ProposalValues.psk(group.suite(), pskId));
  }

  /** That the resumption PSK of a past epoch of this group be injected. */
  public byte[] resumptionPsk(long epoch) {
    return propose(ProposalValues.resumptionPsk(group.suite(), group.groupId(), epoch));
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

  private byte[] propose(Proposal proposal) {
    return group.propose(proposal, authenticatedData);
  }
}
