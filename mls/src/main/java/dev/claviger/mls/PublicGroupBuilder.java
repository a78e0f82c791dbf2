package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.group.PublicEpoch;
import dev.claviger.mls.group.ValidationPolicy;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.spi.ExternalCommitPolicy;
import dev.claviger.mls.spi.LifetimePolicy;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.RatchetTreeExtension;
import java.time.Clock;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How to follow a group from outside. Only the suite is needed. */
public final class PublicGroupBuilder {
  private CipherSuite suite;
  private CredentialValidator validator = CredentialValidator.trustBasic();
  private LifetimePolicy lifetimes = LifetimePolicy.DEFAULT;
  private ExternalCommitPolicy externalCommits = ExternalCommitPolicy.allow();
  private Clock clock = Clock.systemUTC();
  private final Set<ProposalType> fromOutside = new HashSet<>();
  private Optional<RatchetTreeExtension> tree = Optional.empty();

  PublicGroupBuilder() {}

  public PublicGroupBuilder suite(CipherSuite suite) {
    this.suite = suite;
    return this;
  }

  /** The default takes basic credentials at their word. */
  public PublicGroupBuilder validator(CredentialValidator validator) {
    this.validator = validator;
    return this;
  }

  public PublicGroupBuilder lifetimes(LifetimePolicy lifetimes) {
    this.lifetimes = lifetimes;
    return this;
  }

  public PublicGroupBuilder externalCommits(ExternalCommitPolicy policy) {
    this.externalCommits = policy;
    return this;
  }

  /**
   * A custom proposal type that external senders may send, as all members must hold too ({@link
   * MlsClientBuilder#allowFromOutside}).
   */
  public PublicGroupBuilder allowFromOutside(ProposalType type) {
    fromOutside.add(type);
    return this;
  }

  /** What lifetimes are compared with. */
  public PublicGroupBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /**
   * The tree, if it is not inside the GroupInfo.
   *
   * @param ratchetTree the encoding of {@code optional<Node> ratchet_tree<V>}
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   */
  public PublicGroupBuilder ratchetTree(Bytes ratchetTree) {
    tree = Optional.of(TlsReader.decode(ratchetTree, "ratchet_tree", RatchetTreeExtension::read));
    return this;
  }

  /**
   * Follows the group from this epoch on.
   *
   * @param groupInfo the encoding of an MLSMessage with a GroupInfo
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   * @throws dev.claviger.mls.rule.ValidationException if GroupInfo or tree break a rule
   */
  public PublicGroup follow(byte[] groupInfo) {
    Objects.requireNonNull(suite, "suite");
    GroupInfo decoded = MlsClient.decodeGroupInfo(groupInfo);
    ValidationPolicy policy =
        new ValidationPolicy(suite, validator, lifetimes, clock, externalCommits, fromOutside);
    return new PublicGroup(PublicEpoch.of(policy, decoded, tree, type -> true));
  }
}
