package dev.claviger.mls.stored;

import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.Decoder;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.DeferringVault;
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
import dev.claviger.mls.spi.StoredRow;
import dev.claviger.mls.wire.KeyPackageRef;
import dev.claviger.mls.wire.LastResort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * KeyPackages in a store, a scope each. One of last resort stays when it is used, and its scope
 * then names the groups that have its leaf key: the key goes when the KeyPackage is withdrawn and
 * no group has it any more.
 */
final class StoredKeyPackages {
  /** {@link StoredKeyPackage}, while it waits. */
  private static final RowKey KEY_PACKAGE = new RowKey(1, 0, 0);

  /** The {@code group_id} of a group that has the leaf key, by number. */
  private static final int USER = 2;

  /** The name of the leaf key of a KeyPackage that waits no longer. */
  private static final RowKey LEAF_KEY = new RowKey(3, 0, 0);

  private final GroupStore store;
  private final ClientContext client;
  private final DeferringVault vault;

  StoredKeyPackages(GroupStore store, ClientContext client, DeferringVault vault) {
    this.store = store;
    this.client = client;
    this.vault = vault;
  }

  StoreScope scope(KeyPackageKeys keys) {
    return scope(keys.keyPackage().ref(client.suite()));
  }

  static StoreScope scope(KeyPackageRef ref) {
    return new StoreScope(StoreScope.Kind.KEY_PACKAGE, ref.value());
  }

  void put(StoreTransaction transaction, KeyPackageKeys keys) {
    try (Secret row = new TlsWriter().struct(StoredKeyPackage.of(keys)).toSecret()) {
      transaction.put(scope(keys), KEY_PACKAGE, row);
    }
  }

  List<KeyPackageRef> names() {
    return Lists.map(store.names(StoreScope.Kind.KEY_PACKAGE), KeyPackageRef::new);
  }

  Optional<KeyPackageKeys> find(KeyPackageRef ref) {
    StoreScope scope = scope(ref);
    if (store.stamp(scope).isEmpty()) {
      return Optional.empty();
    }
    return store
        .transact(List.of(scope), transaction -> waiting(transaction, scope))
        .map(
            read ->
                new KeyPackageKeys(read.keyPackage(), key(read.initKey()), key(read.leafKey())));
  }

  /** In the transaction in which a group begins by it: it is used, and goes or has a user more. */
  void use(StoreTransaction transaction, KeyPackageKeys keys, StoreScope group) {
    StoreScope scope = scope(keys);
    StateStamp waiting =
        transaction
            .stamp(scope)
            .filter(there -> waiting(transaction, scope).isPresent())
            .orElseThrow(() -> new ValidationException(Rule.WELCOME_IS_FOR_US));
    if (waiting.restored()) {
      throw new StoreRestoredException(scope);
    }
    if (!LastResort.marks(keys.keyPackage())) {
      transaction.deleteAll(scope);
    } else if (user(transaction, scope, group).isEmpty()) {
      int next = users(transaction, scope).stream().mapToInt(RowKey::index).max().orElse(-1) + 1;
      try (Secret name = Secret.copyOf(group.name())) {
        transaction.put(scope, new RowKey(USER, 0, next), name);
      }
    }
  }

  /** Withdraws it: the keys that nobody needs any more; empty if it does not wait. */
  Optional<List<KeyRef>> remove(KeyPackageRef ref) {
    StoreScope scope = scope(ref);
    return store.transact(
        List.of(scope),
        transaction ->
            waiting(transaction, scope)
                .map(
                    waited -> {
                      if (users(transaction, scope).isEmpty()) {
                        transaction.deleteAll(scope);
                        return List.of(waited.initKey(), waited.leafKey());
                      }
                      transaction.delete(scope, KEY_PACKAGE);
                      putLeafKey(transaction, scope, waited.leafKey());
                      return List.of(waited.initKey());
                    }));
  }

  /** Whether a group has its leaf key. */
  boolean isUsed(KeyPackageRef ref) {
    StoreScope scope = scope(ref);
    return store.transact(List.of(scope), transaction -> !users(transaction, scope).isEmpty());
  }

  /** A group has the leaf key no longer. */
  void release(SharedLeaf leaf, StoreScope group) {
    StoreScope scope = scope(leaf.keyPackage());
    boolean free =
        store.transact(
            List.of(scope),
            transaction -> {
              user(transaction, scope, group).ifPresent(row -> transaction.delete(scope, row));
              return isFree(transaction, scope);
            });
    if (free) {
      clear(scope, leaf.leafKey());
    }
  }

  /** Finishes what a crash interrupted: a leaf key that nobody has and that was not destroyed. */
  void sweep(KeyPackageRef ref) {
    StoreScope scope = scope(ref);
    store
        .transact(
            List.of(scope),
            transaction ->
                isFree(transaction, scope)
                    ? row(transaction, scope, LEAF_KEY, r -> StoredIdentity.readRef(r, "leaf_key"))
                    : Optional.<KeyRef>empty())
        .ifPresent(leafKey -> clear(scope, leafKey));
  }

  /** Nobody can come to need it: it waits no longer, so no group begins by it. */
  private void clear(StoreScope scope, KeyRef leafKey) {
    vault.destroy(leafKey);
    if (!vault.undestroyed().contains(leafKey)) {
      store.update(scope, transaction -> transaction.deleteAll(scope));
    }
  }

  private static boolean isFree(StoreTransaction transaction, StoreScope scope) {
    return users(transaction, scope).isEmpty() && waiting(transaction, scope).isEmpty();
  }

  private static Optional<StoredKeyPackage> waiting(
      StoreTransaction transaction, StoreScope scope) {
    return row(transaction, scope, KEY_PACKAGE, StoredKeyPackage::read);
  }

  private static void putLeafKey(StoreTransaction transaction, StoreScope scope, KeyRef ref) {
    TlsWriter row = new TlsWriter();
    StoredIdentity.write(ref, row);
    try (Secret value = row.toSecret()) {
      transaction.put(scope, LEAF_KEY, value);
    }
  }

  private static List<RowKey> users(StoreTransaction transaction, StoreScope scope) {
    List<RowKey> users = new ArrayList<>();
    for (StoredRow row : transaction.rows(scope)) {
      row.value().destroy();
      if (row.key().kind() == USER) {
        users.add(row.key());
      }
    }
    return users;
  }

  private static Optional<RowKey> user(
      StoreTransaction transaction, StoreScope scope, StoreScope group) {
    Optional<RowKey> found = Optional.empty();
    try (Secret name = Secret.copyOf(group.name())) {
      for (StoredRow row : transaction.rows(scope)) {
        if (row.key().kind() == USER && row.value().equals(name)) {
          found = Optional.of(row.key());
        }
        row.value().destroy();
      }
    }
    return found;
  }

  private static <T> Optional<T> row(
      StoreTransaction transaction, StoreScope scope, RowKey key, Decoder<T> decoder) {
    return transaction
        .row(scope, key)
        .map(
            stored -> {
              try (stored) {
                return TlsReader.decode(stored, "row", decoder);
              } catch (DecodeException e) {
                throw new StoreDamagedException(scope, key + " does not decode", e);
              }
            });
  }

  private VaultKey key(KeyRef ref) {
    return client.vault().find(ref).orElseThrow(() -> new KeyDestroyedException(ref));
  }
}
