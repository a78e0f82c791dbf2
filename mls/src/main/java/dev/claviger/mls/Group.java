package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.audit.GroupEpoch;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.group.AcceptedCommit;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.CommitCreation;
import dev.claviger.mls.group.CommitOutcome;
import dev.claviger.mls.group.CommitRequest;
import dev.claviger.mls.group.CreatedProposal;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.group.Identity;
import dev.claviger.mls.group.Incoming;
import dev.claviger.mls.group.KeptEpoch;
import dev.claviger.mls.group.OpenCommit;
import dev.claviger.mls.group.Origin;
import dev.claviger.mls.group.ProposalCreation;
import dev.claviger.mls.group.QueuedProposal;
import dev.claviger.mls.group.Reception;
import dev.claviger.mls.group.SentProposal;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.stored.KeptGroup;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
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
  private final KeptGroup kept;
  private final Optional<Invitation> invitation;
  private final Consumer<Group> onEnd;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<MlsMessage, InspectedCommit> inspected = new LinkedHashMap<>();
  private boolean closed;

  /**
   * @param onEnd called once when this object is of no use any more
   */
  Group(GroupId groupId, KeptGroup kept, Consumer<Group> onEnd) {
    this.groupId = groupId;
    this.kept = kept;
    this.invitation = kept.contents().inviter().map(Invitation::of);
    this.onEnd = onEnd;
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
        () -> {
          GroupState now = state();
          return new OwnKeys(now.client().signatureKey().ref(), now.self().key().ref());
        });
  }

  /**
   * The keys of the vault that this group holds, and in what state; none if it is closed, or we
   * were removed. Those that it failed to destroy are the client's, {@link MlsClient#keys}.
   */
  public List<HeldKey> keys() {
    return locked(
        () -> {
          HeldKeys keys = new HeldKeys();
          if (closed) {
            return keys.list();
          }
          GroupContents contents = kept.contents();
          contents.current().ifPresent(state -> keys.add(KeyState.ACTIVE, state.vaultKeys()));
          contents
              .pending()
              .forEach(commit -> keys.add(KeyState.PENDING, commit.created().next().vaultKeys()));
          inspected
              .values()
              .forEach(
                  commit ->
                      commit
                          .next()
                          .ifPresent(next -> keys.add(KeyState.PENDING, next.vaultKeys())));
          contents
              .kept()
              .forEach(epoch -> keys.add(KeyState.PENDING, epoch.contents().vaultKeys()));
          return keys.add(KeyState.PENDING, contents.proposals().vaultKeys()).list();
        });
  }

  /** False from the moment we were removed or the group was closed. */
  public boolean isActive() {
    return locked(() -> current().isPresent());
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
    return locked(
        () -> {
          checkNoCallback();
          usable(contents());
          GroupContents contents = kept.readyToSend();
          GroupState state = usable(contents);
          if (!contents.proposals().waiting().isEmpty()) {
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
    return locked(
        () -> new MlsMessage(usable(contents()).groupInfo(withTree)).encode().toByteArray());
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
    return locked(() -> Lists.map(contents().proposals().waiting(), PendingProposal::of));
  }

  /**
   * Leaves a pending proposal out of our Commits from here on. Another member may still commit it.
   */
  public void clearPendingProposal(PendingProposal proposal) {
    exclusively(
        contents -> {
          contents.proposals().setAside(proposal.ref());
          return null;
        });
  }

  /** As {@link #clearPendingProposal}, all that are pending now. */
  public void clearPendingProposals() {
    exclusively(
        contents -> {
          contents.proposals().setAllAside();
          return null;
        });
  }

  /**
   * Our Commits that have neither been accepted nor dropped, in the order in which they were made;
   * of a group that was stored, those from before among them.
   */
  public List<PendingCommit> pendingCommits() {
    return locked(() -> Lists.map(contents().pending(), commit -> new PendingCommit(this, commit)));
  }

  /**
   * The Welcomes of the Commit of ours that began the current epoch, each the encoding of an
   * MLSMessage; empty if another's did, or it added nobody. A group that is stored still has them
   * after a crash.
   */
  public List<byte[]> welcomes() {
    return locked(
        () -> encoded(contents().accepted().map(AcceptedCommit::welcomes).orElse(List.of())));
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
        contents -> {
          GroupState state = contents.state();
          contents.expire(state.client().now());
          Optional<OpenCommit> own = contents.pending(message);
          if (own.isPresent()) {
            contents.accept(own.get());
            return entered(
                Epoch.of(contents.state()),
                EpochChanges.of(own.get().created().effects()),
                own.get().authenticatedData());
          }
          InspectedCommit known = inspected.get(message);
          return known == null
              ? take(contents, message, receive(contents, message))
              : take(contents, known);
        });
  }

  /**
   * Verifies a Commit of another member and tells what it would change, without following it. Its
   * message key is deleted when it is followed, or with the epoch.
   *
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   * @throws ValidationException if it breaks a rule, or is no Commit of another member
   * @throws IllegalStateException if the group is closed
   */
  public InspectedCommit inspect(byte[] commit) {
    MlsMessage message = MlsMessage.decode(Bytes.copyOf(commit));
    return exclusively(
        contents -> {
          contents.state();
          InspectedCommit known = inspected.get(message);
          if (known != null) {
            return known;
          }
          if (isCommit(message)
              && look(contents, message) instanceof Incoming.Committed committed) {
            InspectedCommit fresh = new InspectedCommit(this, contents.state(), message, committed);
            inspected.put(message, fresh);
            return fresh;
          }
          throw new ValidationException(
              Rule.MESSAGE_IS_OF_THIS_KIND, "a Commit of another member is expected");
        });
  }

  /**
   * The epochs that {@link #rewind} can go back to, the latest first: unsigned 64-bit numbers.
   * None, unless {@link MlsClientBuilder#keptEpochs} asked for it.
   */
  public List<Long> keptEpochs() {
    return locked(() -> Lists.map(contents().kept(), KeptEpoch::number));
  }

  /**
   * Goes back to an epoch that is kept, so that another Commit than the one that ended it here can
   * be processed, or one of ours that waited in it accepted. It is as it was when it was left, with
   * the proposals and the Commits of ours that waited; but message keys that were used stay used,
   * and a Commit that was followed is not followed again, for what was sent after it may not be
   * sent under the same keys: who must go there after all joins by an external Commit.
   *
   * @param epoch one of {@link #keptEpochs}
   * @return what is given up
   * @throws IllegalArgumentException if the epoch is not kept
   * @throws IllegalStateException if the group is closed
   */
  public Rewound rewind(long epoch) {
    return exclusively(
        contents -> {
          contents.expire(contents.state().client().now());
          List<Rewound.GivenUp> givenUp = Rewound.GivenUp.of(contents.rewind(epoch));
          return new Rewound(Epoch.of(contents.state()), givenUp);
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
            current()
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
    return branch(client, groupId, extensions, others, NewGroupForm.DEFAULT);
  }

  /** As the method above, with a say in how the subgroup begins. */
  public NewGroup branch(
      MlsClient client,
      GroupId groupId,
      List<Extension> extensions,
      Iterable<KeyPackage> others,
      NewGroupForm form) {
    try (Origin origin = locked(() -> Origin.of(usable(contents())))) {
      return client.create(ResumptionPskUsage.BRANCH, origin, groupId, extensions, others, form);
    }
  }

  /**
   * Joins a subgroup of this group with another client of ours, one that has a signature key of its
   * own. The client that is in this group needs only {@link MlsClient#join(byte[])}.
   *
   * @param client whose KeyPackage the Welcome answers
   * @param welcome the encoding of an MLSMessage
   * @param ratchetTree the encoding of {@code optional<Node> ratchet_tree<V>}, if it is not inside
   * @throws dev.claviger.mls.codec.DecodeException if one does not decode
   * @throws ValidationException if it breaks a rule
   */
  public Group joinBranch(MlsClient client, byte[] welcome, Optional<Bytes> ratchetTree) {
    return client.join(welcome, ratchetTree, this::origin);
  }

  /**
   * Leaves the group here for good: destroys its secrets and our leaf key, and what is stored of
   * it. The others are not told. Idempotent.
   */
  public void delete() {
    if (isActive()) {
      exclusively(
          contents -> {
            contents.end();
            return null;
          });
    }
  }

  /**
   * Takes the group out of memory. A group that is stored can be had again from its client; one
   * that is not ends as by {@link #delete}. Idempotent.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      checkNoCallback();
      if (!closed) {
        kept.close();
        ended();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends here, because an external Commit of ours takes the place of this; the resumption PSKs
   * stay, for the same group goes on with us.
   *
   * @return where that is kept
   */
  KeptGroup giveWay(GroupContents next) {
    return locked(
        () -> {
          checkNoCallback();
          kept.replace(next);
          ended();
          return kept;
        });
  }

  NewGroup reinitialize(
      MlsClient client, Iterable<KeyPackage> others, ReInit reInit, NewGroupForm form) {
    try (Origin origin = locked(() -> Origin.of(state()))) {
      return client.create(
          ResumptionPskUsage.REINIT, origin, reInit.groupId(), reInit.extensions(), others, form);
    }
  }

  /** A group of this client as the origin of another, if the epoch of the PSK is still kept. */
  Optional<Origin> origin(PreSharedKeyId.Resumption id) {
    return locked(() -> current().flatMap(state -> state.client().psks().origin(id)));
  }

  Received accept(InspectedCommit commit) {
    return exclusively(
        contents -> {
          if (!inspected.containsValue(commit)) {
            throw new IllegalStateException("the group has gone on to another epoch");
          }
          return take(contents, commit);
        });
  }

  CipherSuite suite() {
    return locked(() -> state().client().suite());
  }

  byte[] propose(Proposal proposal, Bytes authenticatedData) {
    return exclusively(
        contents ->
            queue(
                contents, ProposalCreation.create(usable(contents), proposal, authenticatedData)));
  }

  byte[] proposeUpdate(
      Optional<VaultKey> signatureKey, Optional<Credential> credential, Bytes authenticatedData) {
    return exclusively(
        contents ->
            queue(
                contents,
                ProposalCreation.update(
                    usable(contents),
                    rotation(contents, signatureKey, credential),
                    authenticatedData)));
  }

  PendingCommit build(
      boolean withPending,
      Optional<VaultKey> signatureKey,
      Optional<Credential> credential,
      BiFunction<List<QueuedProposal>, Optional<Identity>, CommitRequest> request) {
    return exclusively(
        contents -> {
          List<QueuedProposal> waiting = withPending ? contents.proposals().waiting() : List.of();
          CommitRequest asked =
              request.apply(waiting, rotation(contents, signatureKey, credential));
          OpenCommit commit =
              new OpenCommit(
                  CommitCreation.create(usable(contents), asked), asked.authenticatedData());
          contents.add(commit);
          return new PendingCommit(this, commit);
        });
  }

  /** The message names a Commit of ours, also after the group was read from its store again. */
  Group accept(MlsMessage commit) {
    return exclusively(
        contents -> {
          contents.accept(
              contents
                  .pending(commit)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "this Commit was accepted or dropped before, or another one was"
                                  + " accepted")));
          return this;
        });
  }

  void drop(MlsMessage commit) {
    if (isPending(commit)) {
      exclusively(
          contents -> {
            contents.pending(commit).ifPresent(contents::drop);
            return null;
          });
    }
  }

  /** The Commit of ours that began the current epoch, if this is it. */
  Optional<AcceptedCommit> accepted(MlsMessage commit) {
    return locked(
        () ->
            closed
                ? Optional.empty()
                : kept.contents().accepted().filter(a -> a.message().equals(commit)));
  }

  static List<byte[]> encoded(List<MlsMessage> messages) {
    return Lists.map(messages, message -> message.encode().toByteArray());
  }

  boolean isPending(MlsMessage commit) {
    return locked(() -> !closed && kept.contents().pending(commit).isPresent());
  }

  private Received take(GroupContents contents, MlsMessage message, Incoming incoming) {
    if (incoming instanceof Incoming.Application application) {
      return new Received.Application(
          Member.of(application.sender()),
          application.epoch(),
          application.data(),
          application.authenticatedData());
    }
    if (incoming instanceof Incoming.Proposed proposed) {
      queue(contents, proposed);
      return new Received.ProposalQueued(
          proposer(contents.state(), proposed.sent()),
          proposed.proposal(),
          proposed.authenticatedData());
    }
    if (incoming instanceof Incoming.Committed committed) {
      return follow(contents, message, committed);
    }
    if (incoming instanceof Incoming.Forked forked) {
      return new Received.Fork(
          forked.epoch().number(),
          EpochChanges.of(forked.effects()),
          EpochChanges.of(forked.epoch().followed().effects()),
          forked.isOwn(),
          forked.isEviction(),
          forked.authenticatedData());
    }
    if (incoming instanceof Incoming.Repeated repeated) {
      return new Received.Repeated(repeated.epoch().number());
    }
    return new Received.Own();
  }

  private static Proposer proposer(GroupState state, SentProposal sent) {
    if (sent.sender() instanceof Sender.Member member) {
      return new Proposer.Insider(Epoch.of(state).member(member.leafIndex()).orElseThrow());
    }
    if (sent.sender() instanceof Sender.External external) {
      return new Proposer.Outsider(
          external.senderIndex(), Reception.externalSender(state, external));
    }
    return new Proposer.Applicant(((Add) sent.proposal()).keyPackage());
  }

  private Received follow(
      GroupContents contents, MlsMessage message, Incoming.Committed committed) {
    CommitOutcome outcome = committed.outcome();
    Bytes authenticatedData = committed.authenticatedData();
    EpochChanges changes = EpochChanges.of(outcome.effects());
    if (outcome instanceof CommitOutcome.Advanced advanced) {
      GroupState next = advanced.next();
      contents.enter(next, message, outcome.effects());
      return entered(Epoch.of(next), changes, authenticatedData);
    }
    contents.end();
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

  private Received take(GroupContents contents, InspectedCommit commit) {
    inspected.values().remove(commit);
    return follow(contents, commit.message(), commit.committed());
  }

  private Incoming receive(GroupContents contents, MlsMessage message) {
    GroupState state = contents.state();
    Optional<Long> past = pastCommit(state, message);
    if (past.isPresent()) {
      return contents.receivePast(message, past.get());
    }
    if (message.body() instanceof PrivateMessage late
        && late.groupId().equals(groupId)
        && late.epoch() != state.context().epoch()) {
      Optional<Incoming> received = contents.past().receive(late);
      if (received.isPresent()) {
        return received.get();
      }
    }
    return Reception.receive(contents.epoch(), message);
  }

  /** Whoever looks at a Commit may yet end, or not follow it: it can be received again. */
  private Incoming look(GroupContents contents, MlsMessage commit) {
    return pastCommit(contents.state(), commit)
        .map(past -> contents.receivePast(commit, past))
        .orElseGet(() -> Reception.verify(contents.epoch(), commit));
  }

  /** The epoch that a Commit to this group is of, if it is over. */
  private Optional<Long> pastCommit(GroupState state, MlsMessage message) {
    if (!isCommit(message)) {
      return Optional.empty();
    }
    boolean isOurs;
    long epoch;
    if (message.body() instanceof PublicMessage body) {
      isOurs = body.content().groupId().equals(groupId);
      epoch = body.content().epoch();
    } else {
      PrivateMessage body = (PrivateMessage) message.body();
      isOurs = body.groupId().equals(groupId);
      epoch = body.epoch();
    }
    return isOurs && Long.compareUnsigned(epoch, state.context().epoch()) < 0
        ? Optional.of(epoch)
        : Optional.empty();
  }

  private static boolean isCommit(MlsMessage message) {
    if (message.body() instanceof PublicMessage body) {
      return body.content().content().contentType() == ContentType.COMMIT;
    }
    return message.body() instanceof PrivateMessage body
        && body.contentType() == ContentType.COMMIT;
  }

  private static byte[] queue(GroupContents contents, CreatedProposal created) {
    contents.proposals().add(created.queued());
    return created.message().encode().toByteArray();
  }

  private static void queue(GroupContents contents, Incoming.Proposed proposed) {
    contents.proposals().add(new QueuedProposal(proposed.ref(), proposed.sent()));
    if (proposed.isDropped()) {
      contents.proposals().setAside(proposed.ref());
    }
  }

  /** The identity that comes of replacing what is given; empty if nothing is. */
  private static Optional<Identity> rotation(
      GroupContents contents, Optional<VaultKey> signatureKey, Optional<Credential> credential) {
    if (signatureKey.isEmpty() && credential.isEmpty()) {
      return Optional.empty();
    }
    ClientContext now = contents.state().client();
    return Optional.of(
        new Identity(signatureKey.orElse(now.signatureKey()), credential.orElse(now.credential())));
  }

  private Optional<GroupState> current() {
    return closed ? Optional.empty() : kept.contents().current();
  }

  private GroupContents contents() {
    checkNotClosed();
    return kept.contents();
  }

  private void checkNotClosed() {
    if (closed) {
      throw new IllegalStateException("group " + groupId + " is closed, or we were removed");
    }
  }

  private GroupState state() {
    return contents().state();
  }

  private GroupState usable(GroupContents contents) {
    GroupState state = contents.state();
    kept.checkMaySend();
    if (state.suspendedBy().isPresent()) {
      throw new ValidationException(Rule.GROUP_IS_NOT_SUSPENDED, groupId.toString());
    }
    return state;
  }

  /**
   * What changes the group must not be called from inside of a change. Once it is kept, nothing is
   * read again: what was done is told, whatever has become of the store since.
   */
  private <T> T exclusively(Function<GroupContents, T> action) {
    return locked(
        () -> {
          checkNoCallback();
          checkNotClosed();
          Done<T> done =
              kept.change(
                  contents -> {
                    // Another process may have gone on, and shares no secrets with these.
                    dropInspected(contents.current(), GroupState::forget);
                    return new Done<>(action.apply(contents), contents);
                  });
          Optional<GroupState> now = done.contents().current();
          if (now.isEmpty()) {
            ended();
          } else {
            // Another epoch may have begun; what it shares with one not followed it keeps.
            dropInspected(now, done.contents()::discard);
          }
          return done.result();
        });
  }

  /** A change, and what it made of the group. */
  private record Done<T>(T result, GroupContents contents) {}

  private void checkNoCallback() {
    if (lock.getHoldCount() > 1) {
      throw new IllegalStateException("a callback must not change the group that calls it");
    }
  }

  private void ended() {
    inspected.values().forEach(commit -> commit.next().ifPresent(GroupState::forget));
    inspected.clear();
    if (!closed) {
      closed = true;
      onEnd.accept(this);
    }
  }

  /** Forgets the Commits that were verified in another state than this. */
  private void dropInspected(Optional<GroupState> now, Consumer<GroupState> end) {
    inspected
        .values()
        .removeIf(
            commit -> {
              boolean outdated = !commit.isOf(now);
              if (outdated) {
                commit.next().ifPresent(end);
              }
              return outdated;
            });
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      Optional<GroupState> state = current();
      return state.isEmpty()
          ? action.get()
          : new GroupEpoch(groupId.value(), state.get().context().epoch()).during(action);
    } finally {
      lock.unlock();
    }
  }
}
