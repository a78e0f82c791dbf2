package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.audit.GroupEpoch;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.CommitCreation;
import dev.claviger.mls.group.CommitOutcome;
import dev.claviger.mls.group.CommitRequest;
import dev.claviger.mls.group.CreatedProposal;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.group.Identity;
import dev.claviger.mls.group.Incoming;
import dev.claviger.mls.group.Origin;
import dev.claviger.mls.group.PastEpochWindow;
import dev.claviger.mls.group.ProposalCreation;
import dev.claviger.mls.group.ProposalQueue;
import dev.claviger.mls.group.QueuedProposal;
import dev.claviger.mls.group.Reception;
import dev.claviger.mls.group.SentProposal;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.ContentType;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.PrivateMessage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.ResumptionPskUsage;
import dev.claviger.mls.wire.Sender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A group that we are a member of. It is in one epoch at a time and enters the next when a Commit
 * is processed or a pending one accepted.
 *
 * <p>Thread-safe: one lock confines each group, and groups do not share any. Everything that is
 * refused leaves the group as it was.
 */
public final class Group implements AutoCloseable {
  private final GroupId groupId;
  private final Optional<Invitation> invitation;
  private final Runnable onEnd;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<PendingCommit> pending = new ArrayList<>();
  private final ProposalQueue proposals = new ProposalQueue();
  private final Map<MlsMessage, InspectedCommit> inspected = new LinkedHashMap<>();
  private final PastEpochWindow past;
  private Optional<GroupState> current;

  Group(GroupState state, Optional<Invitation> invitation, Runnable onEnd) {
    this.invitation = invitation;
    this.groupId = state.context().groupId();
    this.current = Optional.of(state);
    this.onEnd = onEnd;
    this.past = new PastEpochWindow(state.client().groupPolicy().pastEpochs());
    state.client().psks().entered(state);
  }

  public GroupId groupId() {
    return groupId;
  }

  /** By whom and with what we were let in, if it was by a Welcome. */
  public Optional<Invitation> invitation() {
    return invitation;
  }

  /** The current epoch. */
  public Epoch epoch() {
    return locked(() -> Epoch.of(state()));
  }

  /** The members of the current epoch, from the left of the tree. */
  public List<Member> members() {
    return locked(() -> Member.of(state().tree()));
  }

  /** Equal for all members of the current epoch, if nobody is impersonated (RFC 9420 §8.7). */
  public Bytes epochAuthenticator() {
    return locked(() -> state().epochAuthenticator());
  }

  /** The vault's names of the keys that we use in the current epoch. */
  public OwnKeys ownKeys() {
    return locked(
        () -> new OwnKeys(state().client().signatureKey().ref(), state().self().key().ref()));
  }

  /**
   * The keys of the vault that this group holds, and in what state; none if it is closed, or we
   * were removed. Those that it failed to destroy are the client's, {@link MlsClient#keys}.
   */
  public List<HeldKey> keys() {
    return locked(
        () -> {
          HeldKeys keys = new HeldKeys();
          current.ifPresent(state -> keys.add(KeyState.ACTIVE, state.vaultKeys()));
          pending.forEach(commit -> keys.add(KeyState.PENDING, commit.vaultKeys()));
          inspected
              .values()
              .forEach(
                  commit ->
                      commit
                          .next()
                          .ifPresent(next -> keys.add(KeyState.PENDING, next.vaultKeys())));
          return keys.add(KeyState.PENDING, proposals.vaultKeys()).list();
        });
  }

  /** False from the moment we were removed or the group was closed. */
  public boolean isActive() {
    return locked(() -> current.isPresent());
  }

  /**
   * MLS-Exporter of the current epoch (RFC 9420 §8.5). In a suspended group it goes on giving the
   * secrets of its last epoch, until the group is closed.
   *
   * @return {@code length} bytes, the caller's to destroy
   */
  public Secret export(String label, Bytes context, int length) {
    return locked(() -> state().export(label, context, length));
  }

  /** Encrypts a text in UTF-8 for the group: the encoding of an MLSMessage. */
  public byte[] protect(String text) {
    return protect(Bytes.utf8(text), Bytes.empty());
  }

  /** Encrypts data for the group: the encoding of an MLSMessage. */
  public byte[] protect(byte[] data) {
    return protect(Bytes.copyOf(data), Bytes.empty());
  }

  /**
   * Encrypts data for the group: the encoding of an MLSMessage. The key is erased at once.
   *
   * @param authenticatedData sent in clear, and signed
   * @throws ValidationException if a proposal waits for a Commit (RFC 9420 §12.4), or one of a
   *     ReInit was committed
   * @throws IllegalStateException if the group is closed
   */
  public byte[] protect(Bytes data, Bytes authenticatedData) {
    return exclusively(
        () -> {
          GroupState state = usable();
          if (!proposals.waiting().isEmpty()) {
            throw new ValidationException(Rule.PROPOSALS_ARE_COMMITTED_FIRST);
          }
          return state.protect(data, authenticatedData).encode().toByteArray();
        });
  }

  /**
   * A GroupInfo of the current epoch for those who join by an external Commit (RFC 9420 §12.4.3.2):
   * the encoding of an MLSMessage, signed by us, with {@code external_pub}. It serves in this epoch
   * only. Who gets it can join if the members let him.
   *
   * @param withTree whether the ratchet tree is inside; otherwise {@link #ratchetTree} goes beside
   */
  public byte[] groupInfo(boolean withTree) {
    return locked(() -> new MlsMessage(usable().groupInfo(withTree)).encode().toByteArray());
  }

  /** The encoding of the current {@code optional<Node> ratchet_tree<V>} (RFC 9420 §12.4.3.3). */
  public Bytes ratchetTree() {
    return locked(() -> state().tree().toExtension().encode());
  }

  /** Makes a proposal for any member to commit, ourselves included. */
  public ProposalBuilder propose() {
    return new ProposalBuilder(this, Bytes.empty());
  }

  /** The proposals that wait for a Commit, ours among them, in the order in which they came. */
  public List<PendingProposal> pendingProposals() {
    return locked(
        () -> proposals.waiting().stream().map(PendingProposal::of).collect(Lists.toList()));
  }

  /**
   * Leaves a pending proposal out of our Commits from here on. Another member may still commit it.
   */
  public void clearPendingProposal(PendingProposal proposal) {
    exclusively(
        () -> {
          proposals.setAside(proposal.ref());
          return null;
        });
  }

  /** As {@link #clearPendingProposal}, all that are pending now. */
  public void clearPendingProposals() {
    exclusively(
        () -> {
          proposals.setAllAside();
          return null;
        });
  }

  /** Begins a Commit. */
  public CommitBuilder commit() {
    return new CommitBuilder(this);
  }

  /**
   * Takes in the encoding of an MLSMessage that was sent to the group. A Commit of our own that
   * comes back is accepted if it is still pending.
   *
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   * @throws ValidationException if it breaks a rule
   * @throws IllegalStateException if the group is closed
   */
  public Received process(byte[] message) {
    return process(MlsMessage.decode(Bytes.copyOf(message)));
  }

  /** As {@link #process(byte[])}, decoded already. */
  public Received process(MlsMessage message) {
    return exclusively(
        () -> {
          GroupState state = state();
          past.expire(state.client().clock().instant());
          for (PendingCommit own : pending) {
            if (own.isOf(message)) {
              pending.remove(own);
              enter(own.accepted());
              return entered(own.next(), own.changes(), own.authenticatedData());
            }
          }
          InspectedCommit known = inspected.get(message);
          return known == null ? take(receive(state, message)) : take(known);
        });
  }

  /**
   * Verifies a Commit of another member and tells what it would change, without following it.
   *
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   * @throws ValidationException if it breaks a rule, or is no Commit of another member
   * @throws IllegalStateException if the group is closed
   */
  public InspectedCommit inspect(byte[] commit) {
    MlsMessage message = MlsMessage.decode(Bytes.copyOf(commit));
    return exclusively(
        () -> {
          GroupState state = state();
          InspectedCommit known = inspected.get(message);
          if (known != null) {
            return known;
          }
          if (isCommit(message)
              && receive(state, message) instanceof Incoming.Committed committed) {
            InspectedCommit fresh = new InspectedCommit(this, committed);
            inspected.put(message, fresh);
            return fresh;
          }
          throw new ValidationException(
              Rule.MESSAGE_IS_OF_THIS_KIND, "a Commit of another member is expected");
        });
  }

  /**
   * What is left to do if the last Commit covered a ReInit: nothing is sent in the group any more,
   * neither data nor proposals, Commits or GroupInfos (RFC 9420 §11.2), and nothing taken in but
   * late application data of past epochs. What is known of the last epoch can still be asked for,
   * its exported secrets included. Close the group when the new one is there.
   */
  public Optional<SuspendedGroup> suspended() {
    return locked(
        () ->
            current
                .flatMap(GroupState::suspendedBy)
                .map(reInit -> new SuspendedGroup(this, reInit)));
  }

  /**
   * Creates a subgroup, linked to this group in its current epoch (RFC 9420 §11.3).
   *
   * @param client the same client as in this group
   * @param groupId a new name
   * @param extensions of the new GroupContext
   * @param others fresh KeyPackages of those members who are to be in it
   * @throws ValidationException if one is no member here, or a KeyPackage is not valid there
   */
  public NewGroup branch(
      MlsClient client, GroupId groupId, List<Extension> extensions, Iterable<KeyPackage> others) {
    try (Origin origin = locked(() -> Origin.of(usable()))) {
      return client.create(ResumptionPskUsage.BRANCH, origin, groupId, extensions, others);
    }
  }

  /**
   * Leaves the group here: destroys its secrets and our leaf key. The others are not told.
   * Idempotent.
   */
  @Override
  public void close() {
    exclusively(
        () -> {
          current.ifPresent(this::end);
          return null;
        });
  }

  /**
   * Closes, because an external Commit of ours takes the place of this: the resumption PSKs stay,
   * for the same group goes on with us.
   */
  void giveWay() {
    exclusively(
        () -> {
          current.ifPresent(this::endButResumption);
          return null;
        });
  }

  NewGroup reinitialize(MlsClient client, Iterable<KeyPackage> others, ReInit reInit) {
    try (Origin origin = locked(() -> Origin.of(state()))) {
      return client.create(
          ResumptionPskUsage.REINIT, origin, reInit.groupId(), reInit.extensions(), others);
    }
  }

  /** A group of this client as the origin of another, if the epoch of the PSK is still kept. */
  Optional<Origin> origin(PreSharedKeyId.Resumption id) {
    return locked(() -> current.flatMap(state -> state.client().psks().origin(id)));
  }

  Received accept(InspectedCommit commit) {
    return exclusively(
        () -> {
          if (!inspected.containsValue(commit)) {
            throw new IllegalStateException("the group has gone on to another epoch");
          }
          return take(commit);
        });
  }

  CipherSuite suite() {
    return locked(() -> state().client().suite());
  }

  byte[] propose(Proposal proposal, Bytes authenticatedData) {
    return exclusively(() -> queue(ProposalCreation.create(usable(), proposal, authenticatedData)));
  }

  byte[] proposeUpdate(
      Optional<VaultKey> signatureKey, Optional<Credential> credential, Bytes authenticatedData) {
    return exclusively(
        () ->
            queue(
                ProposalCreation.update(
                    usable(), rotation(signatureKey, credential), authenticatedData)));
  }

  PendingCommit build(
      boolean withPending,
      Optional<VaultKey> signatureKey,
      Optional<Credential> credential,
      BiFunction<List<QueuedProposal>, Optional<Identity>, CommitRequest> request) {
    return exclusively(
        () -> {
          List<QueuedProposal> waiting = withPending ? proposals.waiting() : List.of();
          CommitRequest asked = request.apply(waiting, rotation(signatureKey, credential));
          PendingCommit commit =
              new PendingCommit(
                  this, CommitCreation.create(usable(), asked), asked.authenticatedData());
          pending.add(commit);
          return commit;
        });
  }

  Group accept(PendingCommit commit) {
    return exclusively(
        () -> {
          if (!pending.remove(commit)) {
            throw new IllegalStateException(
                "this Commit was accepted or dropped before, or another one was accepted");
          }
          enter(commit.accepted());
          return this;
        });
  }

  void drop(PendingCommit commit) {
    exclusively(
        () -> {
          if (pending.remove(commit)) {
            commit.dropFor(state());
          }
          return null;
        });
  }

  private Received take(Incoming incoming) {
    if (incoming instanceof Incoming.Application application) {
      return new Received.Application(
          Member.of(application.sender()),
          application.epoch(),
          application.data(),
          application.authenticatedData());
    }
    if (incoming instanceof Incoming.Proposed proposed) {
      queue(proposed);
      return new Received.ProposalQueued(
          proposer(proposed.sent()), proposed.proposal(), proposed.authenticatedData());
    }
    if (incoming instanceof Incoming.Committed committed) {
      return take(committed.outcome(), committed.authenticatedData());
    }
    return new Received.Own();
  }

  private Proposer proposer(SentProposal sent) {
    if (sent.sender() instanceof Sender.Member member) {
      return new Proposer.Insider(Epoch.of(state()).member(member.leafIndex()).orElseThrow());
    }
    if (sent.sender() instanceof Sender.External external) {
      return new Proposer.Outsider(
          external.senderIndex(), Reception.externalSender(state(), external));
    }
    return new Proposer.Applicant(((Add) sent.proposal()).keyPackage());
  }

  private Received take(CommitOutcome outcome, Bytes authenticatedData) {
    EpochChanges changes = EpochChanges.of(outcome.effects());
    if (outcome instanceof CommitOutcome.Advanced advanced) {
      enter(advanced.next());
      return entered(Epoch.of(advanced.next()), changes, authenticatedData);
    }
    end(state());
    return new Received.Removed(changes, authenticatedData);
  }

  private Received entered(Epoch epoch, EpochChanges changes, Bytes authenticatedData) {
    return changes
        .reInit()
        .<Received>map(
            reInit ->
                new Received.ReInit(
                    epoch, changes, new SuspendedGroup(this, reInit), authenticatedData))
        .orElseGet(() -> new Received.NewEpoch(epoch, changes, authenticatedData));
  }

  private Received take(InspectedCommit commit) {
    inspected.values().remove(commit);
    return take(commit.committed());
  }

  private Incoming receive(GroupState state, MlsMessage message) {
    if (message.body() instanceof PrivateMessage late
        && late.groupId().equals(groupId)
        && late.epoch() != state.context().epoch()) {
      Optional<Incoming> received = past.receive(late);
      if (received.isPresent()) {
        return received.get();
      }
    }
    return Reception.receive(state, proposals.known(), message);
  }

  private static boolean isCommit(MlsMessage message) {
    if (message.body() instanceof PublicMessage body) {
      return body.content().content().contentType() == ContentType.COMMIT;
    }
    return message.body() instanceof PrivateMessage body
        && body.contentType() == ContentType.COMMIT;
  }

  private byte[] queue(CreatedProposal created) {
    proposals.add(created.queued());
    return created.message().encode().toByteArray();
  }

  private void queue(Incoming.Proposed proposed) {
    proposals.add(new QueuedProposal(proposed.ref(), proposed.sent()));
    if (proposed.isDropped()) {
      proposals.setAside(proposed.ref());
    }
  }

  /** The identity that comes of replacing what is given; empty if nothing is. */
  private Optional<Identity> rotation(
      Optional<VaultKey> signatureKey, Optional<Credential> credential) {
    if (signatureKey.isEmpty() && credential.isEmpty()) {
      return Optional.empty();
    }
    ClientContext now = state().client();
    return Optional.of(
        new Identity(signatureKey.orElse(now.signatureKey()), credential.orElse(now.credential())));
  }

  /** Leaves the current epoch and all that was pending in it. */
  private void enter(GroupState next) {
    GroupState old = state();
    current = Optional.of(next);
    dropPending(next);
    proposals.clear(next.client().vault(), next.self().key().ref());
    past.add(old.leaveFor(next));
    past.expire(next.client().clock().instant());
    next.client().psks().entered(next);
  }

  private void end(GroupState last) {
    endButResumption(last);
    last.client().psks().left(groupId);
  }

  private void endButResumption(GroupState last) {
    current = Optional.empty();
    dropPending(last);
    proposals.clear(last.client().vault(), last.self().key().ref());
    last.retire();
    past.close();
    onEnd.run();
  }

  private void dropPending(GroupState kept) {
    pending.forEach(commit -> commit.dropFor(kept));
    pending.clear();
    inspected.values().forEach(commit -> commit.next().ifPresent(n -> n.retireFor(kept)));
    inspected.clear();
  }

  private GroupState state() {
    return current.orElseThrow(
        () -> new IllegalStateException("group " + groupId + " is closed, or we were removed"));
  }

  private GroupState usable() {
    GroupState state = state();
    if (state.suspendedBy().isPresent()) {
      throw new ValidationException(Rule.GROUP_IS_NOT_SUSPENDED, groupId.toString());
    }
    return state;
  }

  /** As {@link #locked}; what changes the group must not be called from inside of a change. */
  private <T> T exclusively(Supplier<T> action) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("a callback must not change the group that calls it");
    }
    return locked(action);
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      if (current.isEmpty()) {
        return action.get();
      }
      long epoch = current.get().context().epoch();
      return new GroupEpoch(groupId.value(), epoch).during(action);
    } finally {
      lock.unlock();
    }
  }
}
