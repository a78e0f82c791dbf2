package dev.claviger.mls.group;

import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.schedule.TranscriptHash;
import dev.claviger.mls.tree.CreatedPath;
import dev.claviger.mls.tree.PathKeys;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.UpdatePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Creating a Commit (RFC 9420 §12.4.1). The group stays as it is, but for one generation of our
 * handshake ratchet; the next epoch is a value beside it.
 */
public final class CommitCreation {
  private final GroupState state;
  private final ClientContext client;

  /** Ourselves in the next epoch. */
  private final ClientContext next;

  private final CommitRequest request;
  private final List<ProposalOrRef> covered;
  private final ProposalList proposals;
  private final List<PreSharedKeyId> pskIds;
  private final PskLookup lookup;
  private final TreeEdit edit;
  private final List<LeafIndex> added;

  private CommitCreation(GroupState state, CommitRequest request) {
    this.state = state;
    this.client = state.client();
    this.request = request;
    this.next = request.rotation().map(client::withIdentity).orElse(client);
    ProposalSelection selection = ProposalSelection.select(state, request);
    this.covered = selection.covered();
    this.proposals = selection.proposals();
    if (state.context().epoch() == 0 && request.origin().isEmpty()) {
      FoundingCheck.check(client, proposals.adds());
    }
    this.pskIds = new ArrayList<>(proposals.psks());
    request.origin().ifPresent(this::link);
    this.lookup = request.origin().map(psk -> psk.before(client.psks())).orElseGet(client::psks);
    this.edit = state.tree().edit();
    this.added = proposals.apply(edit);
  }

  /**
   * @throws ValidationException if the proposals are not valid together
   */
  public static CreatedCommit create(GroupState state, CommitRequest request) {
    CommitCreation creation = new CommitCreation(state, request);
    return request.asksForPath() || creation.proposals.requiresPath()
        ? creation.withPath()
        : creation.withoutPath();
  }

  /** No member processes the first Commit of a group, so this PSK is not among the usual ones. */
  private void link(OriginPsk psk) {
    covered.add(new ProposalOrRef.ByValue(new PreSharedKey(psk.id())));
    pskIds.add(psk.id());
  }

  private CreatedCommit withPath() {
    VaultKey leafKey = client.generateLeafKey();
    CreatedPath path = null;
    try {
      path =
          CreatedPath.create(
              edit,
              state.self().index(),
              next.leaf(ClientContext.pair(leafKey).publicKey(), new LeafNodeSource.Update()),
              state.context().groupId(),
              next.signer(),
              client.vault().derivedKeys());
      checkRotation(path.tree());
      GroupContext provisional = provisional(path.tree());
      UpdatePath update = path.seal(provisional, new HashSet<>(added));
      PathKeys keys = path.advance(state.pathKeys());
      OwnLeaf self = new OwnLeaf(state.self().index(), leafKey);
      CreatedCommit created =
          finish(
              Optional.of(update),
              Optional.of(path),
              provisional,
              path.tree(),
              path.commitSecret(),
              self,
              keys);
      path.commitSecret().destroy();
      path.close();
      return created;
    } catch (RuntimeException e) {
      if (path != null) {
        path.discard();
      }
      client.vault().destroy(leafKey.ref());
      throw e;
    }
  }

  private CreatedCommit withoutPath() {
    RatchetTree tree = edit.freeze();
    try (Secret none = Secret.zeros(client.suite().hashLength())) {
      return finish(
          Optional.empty(),
          Optional.empty(),
          provisional(tree),
          tree,
          none,
          state.self(),
          state.pathKeys().retainedIn(tree));
    }
  }

  private CreatedCommit finish(
      Optional<UpdatePath> update,
      Optional<CreatedPath> path,
      GroupContext provisional,
      RatchetTree tree,
      Secret commitSecret,
      OwnLeaf self,
      PathKeys keys) {
    Commit commit = new Commit(covered, update);
    SignedContent signed =
        state.sign(
            commit, request.authenticatedData(), client.handshakeFormat(state.context().groupId()));
    try (PskSecret psks = Psks.secret(client.suite(), lookup, pskIds);
        NextEpoch epoch =
            NextEpoch.derive(
                client.suite(),
                state.secrets().initSecret(),
                confirmed(provisional, signed),
                commitSecret,
                psks)) {
      return finish(epoch, signed, update, path, tree, self, keys);
    }
  }

  private CreatedCommit finish(
      NextEpoch epoch,
      SignedContent signed,
      Optional<UpdatePath> update,
      Optional<CreatedPath> path,
      RatchetTree tree,
      OwnLeaf self,
      PathKeys keys) {
    try {
      Mac tag =
          epoch
              .secrets()
              .confirmationTag(client.suite(), epoch.context().confirmedTranscriptHash());
      List<MlsMessage> welcomes =
          new WelcomeCreation(next, epoch, tree, tag, self.index(), request.welcome())
              .create(proposals.adds(), pskIds, added, path);
      CommitEffects effects = proposals.effects(tree, added, update.isPresent());
      MlsMessage message = state.protect(signed.withTag(tag));
      GroupState nextState =
          new GroupState(
              next, epoch.context(), tree, self, keys, epoch.secrets(), tag, effects.reInit());
      return new CreatedCommit(message, welcomes, nextState, effects);
    } catch (RuntimeException e) {
      epoch.secrets().close();
      throw e;
    }
  }

  /** A new identity must be as good for us as it must be for the others (§7.3, §12.4.2). */
  private void checkRotation(RatchetTree tree) {
    if (request.rotation().isEmpty()) {
      return;
    }
    LeafIndex self = state.self().index();
    LeafNodeCheck.run(
        client.policy(),
        proposals.extensions(),
        check ->
            check.commit(
                tree.leaf(self).orElseThrow(),
                state.member(self),
                state.context().groupId(),
                self));
    MembershipCheck.check(tree, Set.of(self));
  }

  private GroupContext confirmed(GroupContext provisional, SignedContent commit) {
    return provisional.withConfirmedTranscriptHash(
        TranscriptHash.confirmed(
            client.suite(),
            state.interimTranscriptHash(),
            commit.wireFormat(),
            commit.content(),
            commit.signature()));
  }

  private GroupContext provisional(RatchetTree tree) {
    return state.context().provisional(tree.rootHash(), proposals.extensions());
  }
}
