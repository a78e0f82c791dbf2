package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.Proposal;
import java.util.Optional;

/**
 * Makes one proposal of ours, for any member to commit (RFC 9420 §12.1). Each method returns what
 * to send: the encoding of an MLSMessage. The proposal is pending here too from then on.
 *
 * <p>All methods throw {@link dev.claviger.mls.rule.ValidationException} if no Commit could cover
 * the proposal or the group is suspended, and {@link IllegalStateException} if it is closed.
 */
public final class ProposalBuilder extends ProposalChoice {
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

  @Override
  CipherSuite suite() {
    return group.suite();
  }

  @Override
  GroupId groupId() {
    return group.groupId();
  }

  @Override
  byte[] propose(Proposal proposal) {
    return group.propose(proposal, authenticatedData);
  }
}
