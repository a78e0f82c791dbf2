package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.CreatedCommit;
import dev.claviger.mls.group.DeferringVault;
import dev.claviger.mls.group.ExternalJoinRequest;
import dev.claviger.mls.group.ExternalJoining;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.group.Inviter;
import dev.claviger.mls.group.Joining;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.group.Origin;
import dev.claviger.mls.group.Origins;
import dev.claviger.mls.group.OutsideProposal;
import dev.claviger.mls.group.Successor;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.stored.KeptClient;
import dev.claviger.mls.stored.KeptGroup;
import dev.claviger.mls.stored.KeyNames;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.EncryptedGroupSecrets;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.KeyPackageRef;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.ResumptionPskUsage;
import dev.claviger.mls.wire.Welcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One client of RFC 9420: a credential, a signature key, and the groups it is in. Thread-safe.
 *
 * <p>With a store, groups and waiting KeyPackages outlive the client: closing it takes them out of
 * memory, and the next client over the same store has them again. Without one they live in memory:
 * closing the client ends its groups, destroys the keys of KeyPackages that still wait, and the
 * signature key if the client made it; a signature key that was given stays, and so does the vault.
 * Either way it drops external Commits that are pending.
 */
public final class MlsClient implements AutoCloseable {
  private final ClientContext context;
  private final DeferringVault vault;
  private final boolean ownsSignatureKey;
  private final KeptClient kept;

  /**
   * KeyPackages whose Welcome is being taken in: they may wait no longer, and be in no group yet.
   */
  private final Set<KeyPackageKeys> joining = ConcurrentHashMap.newKeySet();

  private final Set<PendingJoin> joins = ConcurrentHashMap.newKeySet();
  private final Map<GroupId, Group> groups = new ConcurrentHashMap<>();
  private volatile boolean closed;

  MlsClient(
      ClientContext context, DeferringVault vault, KeptClient kept, boolean ownsSignatureKey) {
    this.context = context;
    this.vault = vault;
    this.kept = kept;
    this.ownsSignatureKey = ownsSignatureKey;
  }

  public static MlsClientBuilder builder() {
    return new MlsClientBuilder();
  }

  public CipherSuite suite() {
    return context.suite();
  }

  public Credential credential() {
    return context.credential();
  }

  /** The vault's name of the signature key. */
  public KeyRef signatureKey() {
    return context.signatureKey().ref();
  }

  /**
   * Makes a KeyPackage for others to add this client with, once (RFC 9420 §10). Its two private
   * keys wait in the vault until the Welcome comes.
   */
  public KeyPackage keyPackage() {
    checkOpen();
    KeyPackageKeys keys = KeyPackageKeys.generate(context);
    try {
      kept.add(keys);
    } catch (RuntimeException e) {
      destroy(keys);
      throw e;
    }
    return keys.keyPackage();
  }

  /** The KeyPackages whose Welcome has not come yet. */
  public List<WaitingKeyPackage> waitingKeyPackages() {
    return waiting()
        .map(
            keys ->
                new WaitingKeyPackage(
                    keys.keyPackage(), keys.initKey().ref(), keys.leafKey().ref()))
        .collect(Lists.toList());
  }

  /**
   * Withdraws a KeyPackage and destroys its keys; false if it was not waiting. A leaf key that
   * groups have from one of last resort goes with the last of them.
   */
  public boolean withdraw(KeyPackage keyPackage) {
    return withdraw(keyPackage.ref(suite()));
  }

  boolean withdraw(KeyPackageRef ref) {
    Optional<List<KeyRef>> spent = kept.remove(ref);
    spent.ifPresent(keys -> keys.forEach(context.vault()::destroy));
    return spent.isPresent();
  }

  /** A new group under a random name, with this client alone in it (RFC 9420 §11). */
  public Group createGroup() {
    return createGroup(GroupState.randomGroupId(suite()));
  }

  /**
   * @throws IllegalArgumentException if this client is in a group of that name
   */
  public Group createGroup(GroupId groupId) {
    return createGroup(groupId, List.of());
  }

  /**
   * @param extensions of the GroupContext
   * @throws IllegalArgumentException if this client is in a group of that name
   * @throws ValidationException if this client does not support the extensions
   */
  public Group createGroup(GroupId groupId, List<Extension> extensions) {
    checkNew(groupId);
    return register(GroupState.create(context, groupId, extensions));
  }

  /**
   * Joins a group by the encoding of an MLSMessage with a Welcome that has the tree inside. The
   * init key of the KeyPackage is destroyed; if the Welcome is refused, the KeyPackage goes on
   * waiting.
   *
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   * @throws ValidationException if it breaks a rule
   */
  public Group join(byte[] welcome) {
    return join(MlsMessage.decode(Bytes.copyOf(welcome)));
  }

  /** As {@link #join(byte[])}, decoded already. */
  public Group join(MlsMessage welcome) {
    return join(welcome, Optional.empty());
  }

  /**
   * As {@link #join(byte[])}, with the tree beside the Welcome.
   *
   * @param ratchetTree the encoding of {@code optional<Node> ratchet_tree<V>}
   */
  public Group join(MlsMessage welcome, Bytes ratchetTree) {
    return join(welcome, Optional.of(decodeTree(ratchetTree)));
  }

  /**
   * Joins a group by ourselves (RFC 9420 §12.4.3.2), by the encoding of an MLSMessage with a
   * GroupInfo that has {@code external_pub} and the tree inside. If our signature key is in the
   * group already, the new leaf replaces the old.
   *
   * @throws dev.claviger.mls.codec.DecodeException if it does not decode
   * @throws ValidationException if GroupInfo or group break a rule, or we cannot join it
   */
  public PendingJoin joinExternally(byte[] groupInfo) {
    return externalJoin(groupInfo).build();
  }

  /**
   * As {@link #joinExternally(byte[])}, with the tree beside the GroupInfo.
   *
   * @param ratchetTree the encoding of {@code optional<Node> ratchet_tree<V>}
   */
  public PendingJoin joinExternally(byte[] groupInfo, Bytes ratchetTree) {
    return externalJoin(groupInfo).ratchetTree(ratchetTree).build();
  }

  /** As {@link #joinExternally(byte[])}, with more to say. */
  public ExternalJoinBuilder externalJoin(byte[] groupInfo) {
    return new ExternalJoinBuilder(this, decodeGroupInfo(groupInfo));
  }

  /**
   * Asks the members of a group to add us (RFC 9420 §12.1.8, {@code new_member_proposal}). A new
   * KeyPackage is in the message and waits for the Welcome.
   *
   * @param groupInfo tells group and epoch; nothing else of it is looked at
   * @return the encoding of an MLSMessage for the members
   */
  public byte[] proposeSelf(byte[] groupInfo) {
    GroupInfo decoded = decodeGroupInfo(groupInfo);
    if (!decoded.groupContext().cipherSuite().equals(suite().id())) {
      throw new ValidationException(Rule.GROUP_INFO_SUITE_MATCHES);
    }
    KeyPackage keyPackage = keyPackage();
    try {
      return OutsideProposal.byApplicant(context, decoded.groupContext(), keyPackage)
          .encode()
          .toByteArray();
    } catch (RuntimeException e) {
      withdraw(keyPackage);
      throw e;
    }
  }

  /**
   * All keys of the vault that this client holds, and in what state: what a vault is told to spare
   * when it reaps orphans. A key that is being made has no name yet, so reap none that is young.
   */
  public List<HeldKey> keys() {
    HeldKeys keys = new HeldKeys();
    if (!closed) {
      keys.add(new HeldKey(signatureKey(), KeyPurpose.SIGNATURE, KeyState.ACTIVE));
    }
    // In the order in which keys move on, so that none is missed on its way.
    waiting().forEach(some -> keys.add(KeyState.PENDING, some.vaultKeys()));
    joining.forEach(some -> keys.add(KeyState.PENDING, some.vaultKeys()));
    joins.forEach(join -> keys.add(KeyState.PENDING, join.vaultKeys()));
    groups.values().forEach(group -> group.keys().forEach(keys::add));
    for (GroupId stored : kept.groups()) {
      if (!groups.containsKey(stored)) {
        KeyNames names = kept.keyNames(stored);
        keys.add(KeyState.ACTIVE, names.active()).add(KeyState.PENDING, names.pending());
      }
    }
    return keys.add(KeyState.RETIRED, vault.retired()).list();
  }

  /**
   * The keys that should be gone and could not be destroyed, because the vault failed: nothing
   * waits for that. They are tried again whenever another key is destroyed.
   */
  public List<KeyRef> undestroyedKeys() {
    return vault.undestroyed();
  }

  /** Tries to destroy the {@link #undestroyedKeys} now. */
  public void destroyAgain() {
    vault.retry();
  }

  /** The group of that name, if this client is in it; one that is stored is read if need be. */
  public Optional<Group> group(GroupId groupId) {
    Group known = groups.get(groupId);
    if (known != null || closed) {
      return Optional.ofNullable(known);
    }
    return Optional.ofNullable(
        groups.computeIfAbsent(
            groupId, name -> kept.open(name).map(stored -> group(name, stored)).orElse(null)));
  }

  /** The names of the groups that this client is in. */
  public List<GroupId> groupIds() {
    Set<GroupId> names = new LinkedHashSet<>(kept.groups());
    names.addAll(groups.keySet());
    return List.copyOf(names);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    List.copyOf(groups.values()).forEach(Group::close);
    List.copyOf(joins).forEach(PendingJoin::drop);
    if (kept.isLasting()) {
      return;
    }
    waiting().map(KeyPackageKeys::keyPackage).forEach(this::withdraw);
    if (ownsSignatureKey) {
      context.vault().destroy(signatureKey());
    }
  }

  PendingJoin join(
      GroupInfo groupInfo, Optional<RatchetTreeExtension> tree, ExternalJoinRequest request) {
    checkOpen();
    PendingJoin join =
        new PendingJoin(this, ExternalJoining.join(context, groupInfo, tree, request));
    joins.add(join);
    return join;
  }

  ClientContext context() {
    return context;
  }

  KeptClient kept() {
    return kept;
  }

  /** It was accepted or dropped. */
  void decided(PendingJoin join) {
    joins.remove(join);
  }

  /** Enters a group that an external Commit of ours opened. */
  Group enter(GroupState state) {
    checkOpen();
    GroupId groupId = state.context().groupId();
    Optional<Group> before = group(groupId);
    if (before.isEmpty()) {
      return register(state);
    }
    KeptGroup replaced = before.get().giveWay(new GroupContents(state, Optional.empty()));
    context.psks().entered(state);
    Group group = group(groupId, replaced);
    groups.put(groupId, group);
    return group;
  }

  private static RatchetTreeExtension decodeTree(Bytes ratchetTree) {
    return TlsReader.decode(ratchetTree, "ratchet_tree", RatchetTreeExtension::read);
  }

  static GroupInfo decodeGroupInfo(byte[] groupInfo) {
    if (MlsMessage.decode(Bytes.copyOf(groupInfo)).body() instanceof GroupInfo decoded) {
      return decoded;
    }
    throw new ValidationException(Rule.MESSAGE_IS_OF_THIS_KIND, "a GroupInfo is expected");
  }

  /** Joins a group that comes from another, which another client of ours may be in. */
  Group join(byte[] welcome, Optional<Bytes> ratchetTree, Origins origins) {
    return join(
        MlsMessage.decode(Bytes.copyOf(welcome)), ratchetTree.map(MlsClient::decodeTree), origins);
  }

  /** A group that comes from another, in its epoch 1. */
  NewGroup create(
      ResumptionPskUsage usage,
      Origin origin,
      GroupId groupId,
      List<Extension> extensions,
      Iterable<KeyPackage> others,
      NewGroupForm form) {
    checkNew(groupId);
    CreatedCommit created =
        Successor.create(
            context, usage, origin, groupId, extensions, others, form.withPath(), form.welcome());
    return new NewGroup(register(created.next()), Group.encoded(created.welcomes()));
  }

  private Group join(MlsMessage message, Optional<RatchetTreeExtension> ratchetTree) {
    return join(message, ratchetTree, context.psks()::origin);
  }

  private Group join(
      MlsMessage message, Optional<RatchetTreeExtension> ratchetTree, Origins origins) {
    checkOpen();
    if (!(message.body() instanceof Welcome welcome)) {
      throw new ValidationException(Rule.MESSAGE_IS_OF_THIS_KIND, "a Welcome is expected");
    }
    KeyPackageKeys keys = waitingFor(welcome);
    joining.add(keys);
    try {
      return join(
          keys, Joining.welcome(context, keys, welcome, ratchetTree, this::isKnown, origins));
    } finally {
      joining.remove(keys);
    }
  }

  private Group join(KeyPackageKeys keys, Joining.Welcomed welcomed) {
    GroupContents contents = new GroupContents(welcomed.state(), Optional.of(Inviter.of(welcomed)));
    try {
      return register(welcomed.state(), () -> kept.join(contents, keys));
    } catch (RuntimeException e) {
      welcomed.state().forget(); // the KeyPackage goes on waiting, and its leaf key with it
      throw e;
    }
  }

  /** The KeyPackage that a Welcome answers. */
  private KeyPackageKeys waitingFor(Welcome welcome) {
    if (!welcome.cipherSuite().equals(suite().id())) {
      throw new ValidationException(Rule.WELCOME_SUITE_MATCHES);
    }
    Set<KeyPackageRef> known = Set.copyOf(kept.keyPackages());
    return welcome.secrets().stream()
        .map(EncryptedGroupSecrets::newMember)
        .filter(known::contains)
        .flatMap(ref -> kept.keyPackage(ref).stream())
        .findFirst()
        .orElseThrow(() -> new ValidationException(Rule.WELCOME_IS_FOR_US));
  }

  private Group register(GroupState state) {
    try {
      return register(state, () -> kept.create(new GroupContents(state, Optional.empty())));
    } catch (RuntimeException e) {
      state.retire();
      throw e;
    }
  }

  /** Keeps a group that begins for us; who asks for it meanwhile waits, and gets the same one. */
  private Group register(GroupState state, Supplier<KeptGroup> keep) {
    return groups.compute(
        state.context().groupId(),
        (groupId, there) -> {
          if (there != null) {
            throw new ValidationException(Rule.GROUP_ID_IS_NEW, groupId.toString());
          }
          Group group = group(groupId, keep.get());
          context.psks().entered(state);
          return group;
        });
  }

  private Group group(GroupId groupId, KeptGroup of) {
    return new Group(groupId, of, ended -> groups.remove(groupId, ended));
  }

  private boolean isKnown(GroupId groupId) {
    Optional<Group> here = Optional.ofNullable(groups.get(groupId));
    here.filter(group -> !group.isActive()).ifPresent(Group::close); // another process ended it
    return groups.containsKey(groupId) || kept.knows(groupId);
  }

  private Stream<KeyPackageKeys> waiting() {
    return kept.keyPackages().stream().flatMap(ref -> kept.keyPackage(ref).stream());
  }

  private void destroy(KeyPackageKeys keys) {
    context.vault().destroy(keys.initKey().ref());
    context.vault().destroy(keys.leafKey().ref());
  }

  private void checkNew(GroupId groupId) {
    checkOpen();
    if (isKnown(groupId)) {
      throw new IllegalArgumentException("this client is in a group " + groupId + " already");
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("this client is closed");
    }
  }
}
