package dev.claviger.mls.stored;

import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.DeferringVault;
import dev.claviger.mls.group.GroupContents;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreRestoredException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackageRef;
import java.util.List;
import java.util.Optional;

/** A client whose groups and KeyPackages are in a store. Thread-safe. */
public final class StoredClient implements KeptClient {
  /** A KeyPackage is one row. */
  private static final RowKey KEY_PACKAGE = new RowKey(1, 0, 0);

  private final GroupStore store;
  private final ClientContext client;
  private final DeferringVault vault;
  private final int sendingBlock;

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
  }

  @Override
  public boolean isLasting() {
    return true;
  }

  @Override
  public List<GroupId> groups() {
    return store.names(StoreScope.Kind.GROUP).stream().map(GroupId::new).collect(Lists.toList());
  }

  @Override
  public boolean knows(GroupId groupId) {
    return store.stamp(scope(groupId)).isPresent();
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
        this, contents, List.of(), transaction -> isNew(scope, transaction), List.of());
  }

  @Override
  public KeptGroup join(GroupContents contents, KeyPackageKeys keys) {
    StoreScope scope = scope(contents.state().context().groupId());
    StoreScope used = scope(keys.keyPackage().ref(client.suite()));
    return StoredGroup.create(
        this,
        contents,
        List.of(used),
        transaction -> {
          isNew(scope, transaction);
          StateStamp waiting =
              transaction
                  .stamp(used)
                  .orElseThrow(() -> new ValidationException(Rule.WELCOME_IS_FOR_US));
          if (waiting.restored()) {
            throw new StoreRestoredException(used);
          }
          transaction.deleteAll(used);
        },
        List.of(keys.initKey().ref()));
  }

  @Override
  public void add(KeyPackageKeys keys) {
    StoreScope scope = scope(keys.keyPackage().ref(client.suite()));
    try (Secret row = new TlsWriter().struct(StoredKeyPackage.of(keys)).toSecret()) {
      store.update(scope, transaction -> transaction.put(scope, KEY_PACKAGE, row));
    }
  }

  @Override
  public Optional<KeyPackageKeys> keyPackage(KeyPackageRef ref) {
    StoreScope scope = scope(ref);
    if (store.stamp(scope).isEmpty()) {
      return Optional.empty();
    }
    Optional<Secret> row =
        store.transact(List.of(scope), transaction -> transaction.row(scope, KEY_PACKAGE));
    return row.map(
        stored -> {
          try (stored) {
            StoredKeyPackage read =
                TlsReader.decode(stored, "StoredKeyPackage", StoredKeyPackage::read);
            return new KeyPackageKeys(read.keyPackage(), key(read.initKey()), key(read.leafKey()));
          } catch (DecodeException e) {
            throw new StoreDamagedException(scope, "the KeyPackage does not decode", e);
          }
        });
  }

  @Override
  public List<KeyPackageRef> keyPackages() {
    return store.names(StoreScope.Kind.KEY_PACKAGE).stream()
        .map(KeyPackageRef::new)
        .collect(Lists.toList());
  }

  @Override
  public boolean remove(KeyPackageRef ref) {
    StoreScope scope = scope(ref);
    return store.transact(
        List.of(scope),
        transaction -> {
          boolean there = transaction.stamp(scope).isPresent();
          transaction.deleteAll(scope);
          return there;
        });
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

  private static StoreScope scope(KeyPackageRef ref) {
    return new StoreScope(StoreScope.Kind.KEY_PACKAGE, ref.value());
  }

  private static void isNew(StoreScope scope, StoreTransaction transaction) {
    transaction
        .row(scope, RowKind.HEAD.key())
        .ifPresent(
            head -> {
              head.destroy();
              throw new ValidationException(Rule.GROUP_ID_IS_NEW, scope.toString());
            });
  }

  private VaultKey key(KeyRef ref) {
    return client.vault().find(ref).orElseThrow(() -> new KeyDestroyedException(ref));
  }
}
