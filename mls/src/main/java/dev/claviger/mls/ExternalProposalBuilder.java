package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.Proposal;

/**
 * Makes one proposal as one of a group's {@code external_senders}, for any member to commit (RFC
 * 9420 §12.1.8). Each method returns what to send to the members and to give to {@link
 * PublicGroup#process}: the encoding of an MLSMessage.
 *
 * <p>Whether the members have a PSK cannot be seen from outside: one that cannot be had is left out
 * by whoever commits.
 */
public final class ExternalProposalBuilder extends ProposalChoice {
  private final PublicGroup group;
  private final VaultKey signatureKey;
  private final Bytes authenticatedData;

  ExternalProposalBuilder(PublicGroup group, VaultKey signatureKey, Bytes authenticatedData) {
    this.group = group;
    this.signatureKey = signatureKey;
    this.authenticatedData = authenticatedData;
  }

  /** The same, with data that travel with the proposal in clear, signed by us. */
  public ExternalProposalBuilder authenticatedData(Bytes data) {
    return new ExternalProposalBuilder(group, signatureKey, data);
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
    return group.propose(proposal, signatureKey, authenticatedData);
  }
}
