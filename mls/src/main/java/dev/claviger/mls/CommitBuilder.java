package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.group.CommitRequest;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.Remove;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Commit is to change (RFC 9420 §12.4). With nothing asked for it renews our own keys. Not
 * thread-safe; {@link #build} is the only method that touches the group.
 */
public final class CommitBuilder {
  private final Group group;
  private final List<Proposal> proposals = new ArrayList<>();
  private boolean withPath;
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
   * @throws ValidationException if it is no KeyPackage
   */
  public CommitBuilder add(byte[] keyPackageMessage) {
    if (MlsMessage.decode(Bytes.copyOf(keyPackageMessage)).body() instanceof KeyPackage decoded) {
      return add(decoded);
    }
    throw new ValidationException(Rule.MESSAGE_IS_OF_THIS_KIND, "a KeyPackage is expected");
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
    return group.build(new CommitRequest(proposals, withPath, authenticatedData));
  }
}
