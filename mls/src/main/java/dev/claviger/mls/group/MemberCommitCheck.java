package dev.claviger.mls.group;

import dev.claviger.mls.framing.VerifiedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.ReceivedPath;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.UpdatePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Validating a member's Commit, all but what takes secrets (RFC 9420 §12.4.2). */
final class MemberCommitCheck {
  private final EpochView epoch;
  private final Commit commit;
  private final LeafIndex committer;
  private final ProposalList proposals;

  private MemberCommitCheck(
      EpochView epoch,
      Commit commit,
      LeafIndex committer,
      Map<ProposalRef, SentProposal> received) {
    this.epoch = epoch;
    this.commit = commit;
    this.committer = committer;
    this.proposals = ProposalList.validate(epoch, committer, resolve(commit, committer, received));
  }

  static ReceivedCommit check(
      EpochView epoch,
      VerifiedContent content,
      Commit commit,
      LeafIndex committer,
      Map<ProposalRef, SentProposal> received) {
    MemberCommitCheck check = new MemberCommitCheck(epoch, commit, committer, received);
    check.checkPath();
    return check.apply(content);
  }

  private void checkPath() {
    if (commit.path().isEmpty()) {
      if (proposals.requiresPath()) {
        throw new ValidationException(Rule.PATH_IS_THERE_WHEN_REQUIRED);
      }
      return;
    }
    UpdatePath path = commit.path().get();
    LeafNodeCheck.run(
        epoch.policy(),
        proposals.extensions(),
        check -> {
          check.pathKeys(path);
          check.commit(
              path.leafNode(), epoch.member(committer), epoch.context().groupId(), committer);
        });
  }

  private ReceivedCommit apply(VerifiedContent content) {
    TreeEdit edit = epoch.tree().edit();
    List<LeafIndex> added = proposals.apply(edit);
    Optional<ReceivedPath> path =
        commit
            .path()
            .map(update -> ReceivedPath.merge(edit, committer, update, new HashSet<>(added)));
    RatchetTree tree = path.map(ReceivedPath::tree).orElseGet(edit::freeze);
    commit.path().ifPresent(update -> checkMembership(tree, update.leafNode()));
    GroupContext provisional = epoch.context().provisional(tree.rootHash(), proposals.extensions());
    return new ReceivedCommit(
        content,
        tree,
        path,
        provisional,
        proposals.psks(),
        Optional.empty(),
        proposals.effects(tree, added, path.isPresent()));
  }

  /**
   * A path that leaves key and credential of its committer alone changes nothing between members.
   */
  private void checkMembership(RatchetTree tree, LeafNode leaf) {
    if (!leaf.isOfSameMember(epoch.member(committer))) {
      MembershipCheck.check(tree, Set.of(committer));
    }
  }

  private static List<SentProposal> resolve(
      Commit commit, LeafIndex committer, Map<ProposalRef, SentProposal> received) {
    List<SentProposal> resolved = new ArrayList<>();
    for (ProposalOrRef proposal : commit.proposals()) {
      if (proposal instanceof ProposalOrRef.ByValue byValue) {
        resolved.add(new SentProposal(byValue.proposal(), new Sender.Member(committer)));
      } else if (proposal instanceof ProposalOrRef.ByReference byReference) {
        SentProposal sent = received.get(byReference.reference());
        if (sent == null) {
          throw new ValidationException(
              Rule.PROPOSAL_REFERENCE_IS_KNOWN, byReference.reference().toString());
        }
        resolved.add(sent);
      }
    }
    return resolved;
  }
}
