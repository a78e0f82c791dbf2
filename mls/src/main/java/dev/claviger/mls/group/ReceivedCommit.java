package dev.claviger.mls.group;

import dev.claviger.mls.framing.VerifiedContent;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.schedule.TranscriptHash;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.ReceivedPath;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.Sender;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Commit as far as it can be validated and applied without any secret (RFC 9420 §12.4.2).
 *
 * @param tree that of the next epoch
 * @param path to be opened by who has keys
 * @param provisional the GroupContext over the new tree with the old transcript hash
 * @param externalInit there if one lets itself in
 */
record ReceivedCommit(
    VerifiedContent content,
    RatchetTree tree,
    Optional<ReceivedPath> path,
    GroupContext provisional,
    List<PreSharedKeyId> psks,
    Optional<ExternalInit> externalInit,
    CommitEffects effects) {
  /**
   * @param received the proposals of this epoch, by reference
   * @throws ValidationException if the Commit breaks a rule that shows without secrets
   */
  static ReceivedCommit validate(
      EpochView epoch, VerifiedContent content, Map<ProposalRef, SentProposal> received) {
    Commit commit = (Commit) content.content();
    return content.sender() instanceof Sender.Member member
        ? MemberCommitCheck.check(epoch, content, commit, member.leafIndex(), received)
        : ExternalCommitCheck.check(epoch, content, commit);
  }

  /** The GroupContext of the epoch that begins. */
  GroupContext next(EpochView epoch) {
    return provisional.withConfirmedTranscriptHash(
        TranscriptHash.confirmed(
            epoch.policy().suite(),
            epoch.interimTranscriptHash(),
            content.authenticated().wireFormat(),
            content.framed(),
            content.authenticated().auth().signature()));
  }
}
