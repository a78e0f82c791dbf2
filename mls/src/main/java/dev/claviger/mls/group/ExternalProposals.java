package dev.claviger.mls.group;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.Remove;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The proposals of an external Commit, found valid as a list (RFC 9420 §12.2).
 *
 * @param removed the old leaf of the one who joins, if this is a resync
 */
record ExternalProposals(
    ExternalInit externalInit, Optional<LeafIndex> removed, List<PreSharedKeyId> psks) {
  /**
   * @throws ValidationException if it has one by reference, or the list is not valid
   */
  static ExternalProposals of(EpochView epoch, Commit commit) {
    List<Proposal> proposals = new ArrayList<>();
    for (ProposalOrRef proposal : commit.proposals()) {
      if (!(proposal instanceof ProposalOrRef.ByValue byValue)) {
        throw new ValidationException(Rule.EXTERNAL_COMMIT_IS_BY_VALUE);
      }
      proposals.add(byValue.proposal());
    }
    return validate(epoch, proposals);
  }

  static ExternalProposals validate(EpochView epoch, List<Proposal> proposals) {
    List<ExternalInit> inits = new ArrayList<>();
    List<Remove> removes = new ArrayList<>();
    List<PreSharedKeyId> psks = new ArrayList<>();
    for (Proposal proposal : proposals) {
      if (proposal instanceof ExternalInit init) {
        inits.add(init);
      } else if (proposal instanceof Remove remove) {
        removes.add(remove);
      } else if (proposal instanceof PreSharedKey psk) {
        psks.add(psk.psk());
      } else {
        throw new ValidationException(
            Rule.EXTERNAL_COMMIT_PROPOSALS_FIT, proposal.proposalType().toString());
      }
    }
    if (inits.size() != 1) {
      throw new ValidationException(Rule.EXTERNAL_INIT_COMES_ONCE, inits.size() + " of them");
    }
    if (removes.size() > 1) {
      throw new ValidationException(Rule.EXTERNAL_COMMIT_REMOVES_ONE_AT_MOST);
    }
    Psks.check(epoch.policy().suite(), psks);
    return new ExternalProposals(
        inits.get(0), removes.stream().map(remove -> memberOf(epoch, remove)).findFirst(), psks);
  }

  private static LeafIndex memberOf(EpochView epoch, Remove remove) {
    if (epoch.tree().leaf(remove.removed()).isEmpty()) {
      throw new ValidationException(Rule.REMOVE_IS_OF_A_MEMBER, "leaf " + remove.removed());
    }
    return remove.removed();
  }
}
