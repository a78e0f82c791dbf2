package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.ReInit;
import java.util.Optional;

/**
 * One epoch without its secrets: all that validating a message of it takes. Members and those who
 * only follow the group validate through this.
 */
interface EpochView {
  ValidationPolicy policy();

  GroupContext context();

  RatchetTree tree();

  /** Present if this epoch is the group's last: a ReInit was committed (§11.2). */
  Optional<ReInit> suspendedBy();

  /** That of §8.2, which the next Commit continues. */
  Bytes interimTranscriptHash();

  /**
   * The leaf of a member.
   *
   * @throws ValidationException if there is none
   */
  default LeafNode member(LeafIndex index) {
    return tree()
        .leaf(index)
        .orElseThrow(() -> new ValidationException(Rule.SENDER_IS_A_MEMBER, "leaf " + index));
  }
}
