package dev.claviger.mls.group;

import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ResumptionPskUsage;
import java.util.ArrayList;
import java.util.List;

/** Creating a group that comes from another (RFC 9420 §11.2, §11.3). */
public final class Successor {
  private Successor() {}

  /**
   * The initial Commit, which adds everybody and injects the resumption PSK of the other group. It
   * is sent to nobody: its next epoch is where the group begins.
   *
   * @param usage REINIT or BRANCH
   * @param forcePath whether the Commit renews our own leaf key
   * @throws dev.claviger.mls.rule.ValidationException if the new group may not come from the other
   */
  public static CreatedCommit create(
      ClientContext client,
      ResumptionPskUsage usage,
      Origin origin,
      GroupId groupId,
      List<Extension> extensions,
      Iterable<KeyPackage> others,
      boolean forcePath,
      WelcomeForm welcome) {
    List<Proposal> adds = new ArrayList<>();
    others.forEach(keyPackage -> adds.add(new Add(keyPackage)));
    OriginPsk psk = new OriginPsk(origin.pskId(client.suite(), usage), origin);
    GroupState alone = GroupState.create(client, groupId, extensions);
    try {
      CreatedCommit created =
          CommitCreation.create(alone, CommitRequest.linkedTo(psk, adds, forcePath, welcome));
      check(created.next(), usage, origin);
      alone.retireFor(created.next());
      return created;
    } catch (RuntimeException e) {
      alone.retire();
      throw e;
    }
  }

  private static void check(GroupState next, ResumptionPskUsage usage, Origin origin) {
    try {
      origin.check(usage, next.context(), next.tree().roster(), next.client().validator());
    } catch (RuntimeException e) {
      next.retire();
      throw e;
    }
  }
}
