package dev.claviger.mls.group;

import dev.claviger.crypto.Lists;
import dev.claviger.mls.framing.VerifiedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.ExternalCommitPolicy;
import dev.claviger.mls.spi.ExternalCommitPolicy.Decision;
import dev.claviger.mls.spi.ExternalCommitPolicy.ExternalJoin;
import dev.claviger.mls.spi.ExternalCommitPolicy.Replaced;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.ReceivedPath;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.UpdatePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Validating an external Commit, all but what takes secrets (RFC 9420 §12.2, §12.4.3.2). */
final class ExternalCommitCheck {
  private ExternalCommitCheck() {}

  static ReceivedCommit check(EpochView epoch, VerifiedContent content, Commit commit) {
    UpdatePath update =
        commit.path().orElseThrow(() -> new ValidationException(Rule.EXTERNAL_COMMIT_HAS_A_PATH));
    ExternalProposals proposals = ExternalProposals.of(epoch, commit);
    TreeEdit edit = epoch.tree().edit();
    LeafIndex committer = apply(proposals, edit);
    checkLeaf(epoch, proposals, update, committer);
    ask(epoch, proposals, update.leafNode());
    ReceivedPath path = ReceivedPath.merge(edit, committer, update, Set.of());
    MembershipCheck.check(path.tree(), Set.of(committer));
    return new ReceivedCommit(
        content,
        path.tree(),
        Optional.of(path),
        epoch.context().provisional(path.tree().rootHash(), epoch.context().extensions()),
        proposals.psks(),
        Optional.of(proposals.externalInit()),
        effects(epoch, proposals, path.tree(), committer));
  }

  /** Removes the old leaf, if there is one, and finds the place of the new. */
  static LeafIndex apply(ExternalProposals proposals, TreeEdit edit) {
    proposals.removed().ifPresent(edit::remove);
    edit.truncate();
    return edit.reserve();
  }

  static CommitEffects effects(
      EpochView epoch, ExternalProposals proposals, RatchetTree tree, LeafIndex committer) {
    Seat seat = new Seat(committer, tree.leaf(committer).orElseThrow());
    List<Seat> removed =
        proposals.removed().stream()
            .map(at -> new Seat(at, epoch.member(at)))
            .collect(Lists.toList());
    return new CommitEffects(seat, List.of(seat), removed, List.of(), true);
  }

  private static void checkLeaf(
      EpochView epoch, ExternalProposals proposals, UpdatePath update, LeafIndex committer) {
    LeafNodeCheck.run(
        epoch.policy(),
        epoch.context().extensions(),
        check -> {
          check.pathKeys(update);
          check.externalCommit(
              update.leafNode(),
              proposals.removed().map(at -> new Seat(at, epoch.member(at))),
              epoch.context().groupId(),
              committer);
        });
  }

  private static void ask(EpochView epoch, ExternalProposals proposals, LeafNode leaf) {
    ExternalCommitPolicy policy = epoch.policy().externalCommits();
    Optional<Replaced> replaced =
        proposals
            .removed()
            .map(
                at ->
                    new Replaced(
                        at, epoch.member(at).credential(), epoch.member(at).signatureKey()));
    Decision decision =
        policy.decide(
            new ExternalJoin(leaf.credential(), leaf.signatureKey(), replaced, proposals.psks()));
    if (decision instanceof Decision.Rejected rejected) {
      throw new ValidationException(Rule.EXTERNAL_COMMIT_IS_ALLOWED, rejected.reason());
    }
  }
}
