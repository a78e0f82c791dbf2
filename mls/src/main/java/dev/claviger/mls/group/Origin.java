package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.tree.Roster;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.ResumptionPskUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The group that a new one comes from, by reinitialization or as a subgroup (RFC 9420 §11.2,
 * §11.3).
 *
 * @param context of the epoch whose resumption PSK links the two
 * @param roster its members
 * @param resumptionPsk a copy; zeroed on close
 * @param reInit what the last Commit of that group covered, if it was that
 */
public record Origin(
    GroupContext context, Roster roster, Secret resumptionPsk, Optional<ReInit> reInit)
    implements AutoCloseable {
  /** The same with a PSK of its own. */
  Origin copy() {
    return new Origin(context, roster, resumptionPsk.copy(), reInit);
  }

  /** The current epoch of a group of ours. */
  public static Origin of(GroupState state) {
    return new Origin(
        state.context(), state.tree().roster(), state.resumptionPsk(), state.suspendedBy());
  }

  /**
   * What links a new group to this one.
   *
   * @param suite of the new group
   */
  public PreSharedKeyId.Resumption pskId(CipherSuite suite, ResumptionPskUsage usage) {
    return PskIds.resumption(suite, usage, context.groupId(), context.epoch());
  }

  /**
   * Whether the new group may come from this one in that way.
   *
   * @throws ValidationException if it may not
   */
  void check(
      ResumptionPskUsage usage,
      GroupContext next,
      Roster nextRoster,
      CredentialValidator validator) {
    require(next.epoch() == 1, Rule.NEW_GROUP_IS_AT_EPOCH_ONE);
    if (usage == ResumptionPskUsage.REINIT) {
      checkReInit(next);
      require(
          isSubset(credentials(roster), credentials(nextRoster), validator),
          Rule.REINIT_KEEPS_THE_MEMBERS);
    } else {
      require(next.cipherSuite().equals(context.cipherSuite()), Rule.BRANCH_SUITE_MATCHES);
      require(
          isSubset(credentials(nextRoster), credentials(roster), validator),
          Rule.BRANCH_MEMBERS_ARE_KNOWN);
    }
  }

  /** That a ReInit is to a version that we have (§11.2). */
  static void checkVersion(ReInit reInit) {
    if (!reInit.version().equals(ProtocolVersion.MLS10)) {
      throw new ValidationException(Rule.REINIT_VERSION_IS_SUPPORTED, reInit.version().toString());
    }
  }

  /** Zeroes the copy of the PSK. */
  @Override
  public void close() {
    resumptionPsk.destroy();
  }

  private void checkReInit(GroupContext next) {
    ReInit expected = reInit.orElseThrow(() -> new ValidationException(Rule.REINIT_WAS_COMMITTED));
    checkVersion(expected);
    require(next.groupId().equals(expected.groupId()), Rule.REINIT_GROUP_ID_MATCHES);
    require(next.cipherSuite().equals(expected.cipherSuite()), Rule.REINIT_SUITE_MATCHES);
    require(next.extensions().equals(expected.extensions()), Rule.REINIT_EXTENSIONS_MATCH);
  }

  private static List<Credential> credentials(Roster roster) {
    List<Credential> credentials = new ArrayList<>();
    roster.forEachLeaf((index, leaf) -> credentials.add(leaf.credential()));
    return credentials;
  }

  private static boolean isSubset(
      List<Credential> some, List<Credential> all, CredentialValidator validator) {
    return some.stream()
        .allMatch(one -> all.stream().anyMatch(other -> validator.isSameClient(one, other)));
  }

  private static void require(boolean holds, Rule rule) {
    if (!holds) {
      throw new ValidationException(rule);
    }
  }
}
