package dev.claviger.mls.group;

import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.Sender;

/** What members and those who only follow a group check alike when a message comes. */
final class ReceptionCheck {
  private ReceptionCheck() {}

  /** After the Commit of a ReInit nothing is taken in or made (RFC 9420 §11.2). */
  static void isNotSuspended(EpochView epoch) {
    if (epoch.suspendedBy().isPresent()) {
      throw new ValidationException(Rule.GROUP_IS_NOT_SUSPENDED);
    }
  }

  /** That a message is for this group and epoch (RFC 9420 §6, §12.4.2). */
  static void address(EpochView epoch, GroupId groupId, long number) {
    if (!groupId.equals(epoch.context().groupId())) {
      throw new ValidationException(Rule.GROUP_ID_MATCHES, groupId.toString());
    }
    if (number != epoch.context().epoch()) {
      throw new ValidationException(
          Rule.EPOCH_MATCHES,
          Long.toUnsignedString(number)
              + " is not "
              + Long.toUnsignedString(epoch.context().epoch()));
    }
  }

  /** One who asks to be added must be fit for it; what others propose, the Commit decides. */
  static void applicant(EpochView epoch, Proposal proposal, Sender sender) {
    if (sender instanceof Sender.NewMemberProposal && proposal instanceof Add add) {
      keyPackage(epoch, add.keyPackage());
    }
  }

  /** That a client could be added with it now (§10.1). */
  static void keyPackage(EpochView epoch, KeyPackage keyPackage) {
    LeafNodeCheck.run(
        epoch.policy(),
        epoch.context().extensions(),
        check -> {
          check.keyPackage(keyPackage);
          check.signatures(keyPackage);
        });
  }
}
