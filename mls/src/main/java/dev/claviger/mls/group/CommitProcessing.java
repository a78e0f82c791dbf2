package dev.claviger.mls.group;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.framing.VerifiedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.tree.OpenedPath;
import dev.claviger.mls.tree.PathKeys;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.ReceivedPath;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.UpdatePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Processing another member's Commit (RFC 9420 §12.4.2), from verified content to the next epoch.
 * The old epoch stays untouched, whatever comes out.
 */
final class CommitProcessing {
  private final GroupState state;
  private final ClientContext client;
  private final VerifiedContent content;
  private final Commit commit;
  private final LeafIndex committer;
  private final Map<ProposalRef, SentProposal> received;
  private final ProposalList proposals;

  private CommitProcessing(
      GroupState state,
      VerifiedContent content,
      Commit commit,
      LeafIndex committer,
      Map<ProposalRef, SentProposal> received) {
    this.state = state;
    this.client = state.client();
    this.content = content;
    this.commit = commit;
    this.committer = committer;
    this.received = received;
    this.proposals = ProposalList.validate(state, committer, resolve(commit, committer, received));
  }

  /**
   * @param received the proposals of this epoch, by reference
   * @throws ValidationException if the Commit breaks a rule
   */
  static CommitOutcome process(
      GroupState state,
      VerifiedContent content,
      Commit commit,
      LeafIndex committer,
      Map<ProposalRef, SentProposal> received) {
    CommitPolicy.check(state, commit, content.sender(), received);
    CommitProcessing processing = new CommitProcessing(state, content, commit, committer, received);
    processing.checkPath();
    return processing.advance();
  }

  private void checkPath() {
    if (commit.path().isEmpty()) {
      if (proposals.requiresPath()) {
        throw new ValidationException(Rule.PATH_IS_THERE_WHEN_REQUIRED);
      }
      return;
    }
    LeafNodeCheck check = new LeafNodeCheck(client, proposals.extensions());
    UpdatePath path = commit.path().get();
    check.pathKeys(path);
    check.commit(path.leafNode(), state.member(committer), state.context().groupId(), committer);
  }

  private CommitOutcome advance() {
    TreeEdit edit = state.tree().edit();
    List<LeafIndex> added = proposals.apply(edit);
    Set<LeafIndex> newLeaves = new HashSet<>(added);
    if (commit.path().isEmpty()) {
      RatchetTree tree = edit.freeze();
      Secret none = Secret.zeros(client.suite().hashLength());
      return finish(tree, added, provisional(tree), none, state.pathKeys().retainedIn(tree));
    }
    UpdatePath update = commit.path().get();
    ReceivedPath path = ReceivedPath.merge(edit, committer, update, newLeaves);
    checkMembership(path.tree(), update.leafNode());
    GroupContext provisional = provisional(path.tree());
    if (proposals.removes(state.self().index())) {
      return new CommitOutcome.Evicted(proposals.effects(path.tree(), added, true));
    }
    OpenedPath opened =
        path.open(
            state.self().index(),
            ClientContext.pair(self(path.tree()).leaf().key()),
            state.pathKeys().retainedIn(path.tree()),
            provisional);
    return finish(path.tree(), added, provisional, opened.commitSecret(), opened.keys());
  }

  /** Takes the commit secret over; destroys the new path keys if the Commit is not confirmed. */
  private CommitOutcome finish(
      RatchetTree tree,
      List<LeafIndex> added,
      GroupContext provisional,
      Secret commitSecret,
      PathKeys keys) {
    CipherSuite suite = client.suite();
    Mac tag = content.authenticated().auth().confirmationTag().orElseThrow();
    try (commitSecret;
        PskSecret psks = Psks.secret(client, proposals.psks());
        NextEpoch next =
            NextEpoch.derive(
                state,
                provisional,
                content.authenticated().wireFormat(),
                content.framed(),
                content.authenticated().auth().signature(),
                commitSecret,
                psks)) {
      verify(suite, next, tag);
      NextSelf self = self(tree);
      GroupState nextState =
          new GroupState(
              self.client(), next.context(), tree, self.leaf(), keys, next.secrets(), tag);
      return new CommitOutcome.Advanced(
          nextState, proposals.effects(tree, added, commit.path().isPresent()));
    } catch (RuntimeException e) {
      keys.destroyExcept(state.pathKeys());
      throw e;
    }
  }

  private NextSelf self(RatchetTree tree) {
    return NextSelf.in(tree, state, received);
  }

  private static void verify(CipherSuite suite, NextEpoch next, Mac tag) {
    try {
      next.secrets().verifyConfirmationTag(suite, next.context().confirmedTranscriptHash(), tag);
    } catch (AuthenticationException e) {
      next.secrets().close();
      throw new ValidationException(Rule.CONFIRMATION_TAG_VERIFIES, e);
    }
  }

  /**
   * A path that leaves key and credential of its committer alone changes nothing between members.
   */
  private void checkMembership(RatchetTree tree, LeafNode leaf) {
    LeafNode old = state.member(committer);
    if (!leaf.signatureKey().equals(old.signatureKey())
        || !leaf.credential().equals(old.credential())
        || !leaf.capabilities().equals(old.capabilities())) {
      MembershipCheck.check(tree);
    }
  }

  private GroupContext provisional(RatchetTree tree) {
    return state.context().provisional(tree.rootHash(), proposals.extensions());
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
