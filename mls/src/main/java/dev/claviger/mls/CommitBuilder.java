package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.group.CommitRequest;
import dev.claviger.mls.group.WelcomeForm;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a Commit is to change (RFC 9420 §12.4), beside what the pending proposals ask for. With
 * nothing asked for it renews our own keys. Not thread-safe; {@link #build} is the only method that
 * touches the group.
 */
public final class CommitBuilder {
  private final Group group;
  private final List<Proposal> proposals = new ArrayList<>();
  private final List<Extension> groupInfoExtensions = new ArrayList<>();
  private boolean withPending = true;
  private boolean withPath;
  private boolean treeInside = true;
  private boolean welcomePerJoiner;
  private Optional<VaultKey> newSignatureKey = Optional.empty();
  private Optional<Credential> newCredential = Optional.empty();
  private Bytes authenticatedData = Bytes.empty();

  CommitBuilder(Group group) {
    this.group = group;
  }

  /** Adds the client that published this KeyPackage. */
  public CommitBuilder add(KeyPackage keyPackage) {
    proposals.add(new Add(keyPackage));
    return this;
  }

  /**
   * As {@link #add(KeyPackage)}, from the encoding of an MLSMessage.
   *
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   * @throws dev.claviger.mls.rule.ValidationException if it is no KeyPackage
   */
  public CommitBuilder add(byte[] keyPackageMessage) {
    proposals.add(ProposalValues.add(keyPackageMessage));
    return this;
  }

  public CommitBuilder add(Iterable<KeyPackage> keyPackages) {
    keyPackages.forEach(this::add);
    return this;
  }

  public CommitBuilder remove(LeafIndex member) {
    proposals.add(new Remove(member));
    return this;
  }

  public CommitBuilder remove(Member member) {
    return remove(member.index());
  }

  /**
   * Renews our own keys too, where that could be left out: a Commit that only adds has no path
   * unless this asks for one (§12.4).
   */
  public CommitBuilder update() {
    withPath = true;
    return this;
  }

  /** Replaces our signature key in this group; the old one stays in the vault. */
  public CommitBuilder rotate(VaultKey signatureKey) {
    newSignatureKey = Optional.of(signatureKey);
    return this;
  }

  /** Replaces our credential in this group. */
  public CommitBuilder rotate(Credential credential) {
    newCredential = Optional.of(credential);
    return this;
  }

  /** Injects an external PSK, which all members have under that name (§8.4). */
  public CommitBuilder psk(Bytes pskId) {
    proposals.add(ProposalValues.psk(group.suite(), pskId));
    return this;
  }

  /** Injects the resumption PSK of a past epoch of this group (§8.6). */
  public CommitBuilder resumptionPsk(long epoch) {
    proposals.add(ProposalValues.resumptionPsk(group.suite(), group.groupId(), epoch));
    return this;
  }

  /** Sets the extensions of the GroupContext, instead of those it has (§12.1.7). */
  public CommitBuilder extensions(List<Extension> extensions) {
    proposals.add(new GroupContextExtensions(extensions));
    return this;
  }

  /** A proposal of a type that the application gives its meaning, which all members support. */
  public CommitBuilder custom(ProposalType type, Bytes content) {
    proposals.add(new CustomProposal(type, content));
    return this;
  }

  /** Ends the group in favour of one with these parameters; nothing else may go along (§11.2). */
  public CommitBuilder reInit(GroupId groupId, CipherSuiteId suite, List<Extension> extensions) {
    proposals.add(ProposalValues.reInit(groupId, suite, extensions));
    return this;
  }

  /** Leaves the pending proposals alone; without this, those that are valid are covered. */
  public CommitBuilder withoutPending() {
    withPending = false;
    return this;
  }

  /** Leaves the tree out of the Welcome: {@link PendingCommit#ratchetTree} goes beside it. */
  public CommitBuilder treeBeside() {
    treeInside = false;
    return this;
  }

  /** A Welcome for each new member: {@link PendingCommit#welcomes}. */
  public CommitBuilder welcomePerJoiner() {
    welcomePerJoiner = true;
    return this;
  }

  /** An extension of the GroupInfo that the Welcome carries. */
  public CommitBuilder groupInfoExtension(Extension extension) {
    groupInfoExtensions.add(extension);
    return this;
  }

  /** Data that travel with the Commit in clear, signed by us. */
  public CommitBuilder authenticatedData(Bytes data) {
    authenticatedData = data;
    return this;
  }

  /**
   * Makes the Commit. The group stays in its epoch until the Delivery Service has ordered the
   * Commit and {@link PendingCommit#accept} says so; other Commits may be built beside it.
   *
   * @throws dev.claviger.mls.rule.ValidationException if the proposals are not valid together
   * @throws IllegalStateException if the group is closed
   */
  public PendingCommit build() {
    return group.build(
        withPending,
        newSignatureKey,
        newCredential,
        (pending, rotation) ->
            new CommitRequest(
                proposals,
                pending,
                withPath,
                authenticatedData,
                rotation,
                new WelcomeForm(treeInside, welcomePerJoiner, groupInfoExtensions),
                Optional.empty()));
  }
}
