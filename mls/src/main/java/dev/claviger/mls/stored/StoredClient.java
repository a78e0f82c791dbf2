package dev.claviger.mls.stored;

import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.DeferringVault;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackageRef;
import dev.claviger.mls.wire.LastResort;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A client whose groups and KeyPackages are in a store. Thread-safe. */
public final class StoredClient implements KeptClient {
  private final GroupStore store;
  private final ClientContext client;
  private final DeferringVault vault;
  private final int sendingBlock;
  private final StoredKeyPackages keyPackages;
  private final StoredPool pool;

  /**
   * @param vault that of the client
   * @param sendingBlock how many generations are reserved at a time
   */
  public StoredClient(
      GroupStore store, ClientContext client, DeferringVault vault, int sendingBlock) {
    this.store = store;
    this.client = client;
    this.vault = vault;
    this.sendingBlock = sendingBlock;
    this.keyPackages = new StoredKeyPackages(store, client, vault);
    this.pool = new StoredPool(store, keyPackages);
  }

  @Override
  public boolean isLasting() {
    return true;
  }

  @Override
  public List<GroupId> groups() {
    return Lists.map(store.names(StoreScope.Kind.GROUP), GroupId::new);
  }

  @Override
  public boolean knows(GroupId groupId) {
    StoreScope scope = scope(groupId);
    return store.transact(List.of(scope), transaction -> hasHead(scope, transaction));
  }

  @Override
  public KeyNames keyNames(GroupId groupId) {
    StoreScope scope = scope(groupId);
    try (Rows rows =
        store.transact(List.of(scope), transaction -> new Rows(scope, transaction.rows(scope)))) {
      return KeyNames.read(rows);
    }
  }

  @Override
  public Optional<KeptGroup> open(GroupId groupId) {
    StoreScope scope = scope(groupId);
    return store.stamp(scope).isEmpty() ? Optional.empty() : StoredGroup.open(this, scope);
  }

  @Override
  public KeptGroup create(GroupContents contents) {
    StoreScope scope = scope(contents.state().context().groupId());
    return StoredGroup.create(
        this,
        contents,
        List.of(),
        transaction -> isNew(scope, transaction),
        List.of(),
        Optional.empty());
  }

  @Override
  public KeptGroup join(GroupContents contents, KeyPackageKeys keys) {
    StoreScope scope = scope(contents.state().context().groupId());
    boolean stays = LastResort.marks(keys.keyPackage());
    return StoredGroup.create(
        this,
        contents,
        List.of(keyPackages.scope(keys)),
        transaction -> {
          isNew(scope, transaction);
          keyPackages.use(transaction, keys, scope);
        },
        stays ? List.of() : List.of(keys.initKey().ref()),
        stays ? Optional.of(keys.keyPackage().ref(client.suite())) : Optional.empty());
  }

  @Override
  public void add(KeyPackageKeys keys) {
    store.update(keyPackages.scope(keys), transaction -> keyPackages.put(transaction, keys));
  }

  @Override
  public Optional<KeyPackageKeys> keyPackage(KeyPackageRef ref) {
    return keyPackages.find(ref);
  }

  @Override
  public List<KeyPackageRef> keyPackages() {
    return keyPackages.names();
  }

  @Override
  public Optional<List<KeyRef>> remove(KeyPackageRef ref) {
    return keyPackages.remove(ref);
  }

  @Override
  public boolean isUsed(KeyPackageRef ref) {
    return keyPackages.isUsed(ref);
  }

  @Override
  public void sweep(KeyPackageRef ref) {
    keyPackages.sweep(ref);
  }

  @Override
  public List<PooledKeyPackage> pool() {
    return pool.list();
  }

  @Override
  public List<PooledKeyPackage> changePool(
      List<KeyPackageKeys> candidates, UnaryOperator<List<PooledKeyPackage>> change) {
    return pool.change(candidates, change);
  }

  /** A group has a leaf key no longer that it shared. */
  void release(SharedLeaf leaf, StoreScope group) {
    keyPackages.release(leaf, group);
  }

  static StoreScope scope(GroupId groupId) {
    return new StoreScope(StoreScope.Kind.GROUP, groupId.value());
  }

  GroupStore store() {
    return store;
  }

  ClientContext client() {
    return client;
  }

  DeferringVault vault() {
    return vault;
  }

  int sendingBlock() {
    return sendingBlock;
  }

  private static void isNew(StoreScope scope, StoreTransaction transaction) {
    if (hasHead(scope, transaction)) {
      throw new ValidationException(Rule.GROUP_ID_IS_NEW, scope.toString());
    }
  }

  /** A scope without one has nothing but keys that a group left, and the vault did not destroy. */
  private static boolean hasHead(StoreScope scope, StoreTransaction transaction) {
    Optional<Secret> head = transaction.row(scope, RowKind.HEAD.key());
    head.ifPresent(Secret::destroy);
    return head.isPresent();
  }
}
