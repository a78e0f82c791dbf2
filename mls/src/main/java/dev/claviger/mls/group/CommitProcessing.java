package dev.claviger.mls.group;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.framing.VerifiedContent;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.schedule.InitSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.tree.OpenedPath;
import dev.claviger.mls.tree.PathKeys;
import dev.claviger.mls.tree.ReceivedPath;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.ProposalRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Processing another's Commit (RFC 9420 §12.4.2), from verified content to the next epoch. The old
 * epoch stays untouched, whatever comes out.
 */
final class CommitProcessing {
  private final GroupState state;
  private final ClientContext client;
  private final ReceivedCommit commit;
  private final Map<ProposalRef, SentProposal> received;

  private CommitProcessing(
      GroupState state, ReceivedCommit commit, Map<ProposalRef, SentProposal> received) {
    this.state = state;
    this.client = state.client();
    this.commit = commit;
    this.received = received;
  }

  /**
   * @param received the proposals of this epoch, by reference
   * @throws ValidationException if the Commit breaks a rule
   */
  static CommitOutcome process(
      GroupState state, VerifiedContent content, Map<ProposalRef, SentProposal> received) {
    CommitPolicy.check(state, (Commit) content.content(), content.sender(), received);
    ReceivedCommit commit = ReceivedCommit.validate(state, content, received);
    return new CommitProcessing(state, commit, received).advance();
  }

  private CommitOutcome advance() {
    if (isEviction()) {
      return new CommitOutcome.Evicted(commit.effects());
    }
    if (commit.path().isEmpty()) {
      Secret none = Secret.zeros(client.suite().hashLength());
      return finish(none, state.pathKeys().retainedIn(commit.tree()));
    }
    OpenedPath opened = open(commit.path().get());
    return finish(opened.commitSecret(), opened.keys());
  }

  private boolean isEviction() {
    for (Seat seat : commit.effects().removed()) {
      if (seat.index().equals(state.self().index())) {
        return true;
      }
    }
    return false;
  }

  private OpenedPath open(ReceivedPath path) {
    return path.open(
        state.self().index(),
        ClientContext.pair(self().leaf().key()),
        state.pathKeys(),
        commit.provisional());
  }

  /** Takes the commit secret over; destroys the new path keys if the Commit is not confirmed. */
  private CommitOutcome finish(Secret commitSecret, PathKeys keys) {
    CipherSuite suite = client.suite();
    Mac tag = commit.content().authenticated().auth().confirmationTag().orElseThrow();
    Optional<InitSecret> external = Optional.empty();
    try (commitSecret) {
      external = commit.externalInit().map(init -> ExternalInitSecret.receive(state, init));
      InitSecret init = external.orElse(state.secrets().initSecret());
      try (PskSecret psks = Psks.secret(client, commit.psks());
          NextEpoch next = NextEpoch.derive(suite, init, commit.next(state), commitSecret, psks)) {
        verify(suite, next, tag);
        NextSelf self = self();
        return new CommitOutcome.Advanced(
            new GroupState(
                self.client(),
                next.context(),
                commit.tree(),
                self.leaf(),
                keys,
                next.secrets(),
                tag,
                commit.effects().reInit()),
            commit.effects());
      }
    } catch (RuntimeException e) {
      keys.destroyExcept(List.of(state.pathKeys()));
      throw e;
    } finally {
      external.ifPresent(InitSecret::close);
    }
  }

  private NextSelf self() {
    return NextSelf.in(commit.tree(), state, received);
  }

  private static void verify(CipherSuite suite, NextEpoch next, Mac tag) {
    try {
      next.secrets().verifyConfirmationTag(suite, next.context().confirmedTranscriptHash(), tag);
    } catch (AuthenticationException e) {
      next.secrets().close();
      throw new ValidationException(Rule.CONFIRMATION_TAG_VERIFIES, e);
    }
  }
}
