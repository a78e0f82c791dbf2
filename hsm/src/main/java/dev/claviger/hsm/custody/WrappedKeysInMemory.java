package dev.claviger.hsm.custody;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Rows that are gone when the process ends, and the keys with them. */
public final class WrappedKeysInMemory implements WrappedKeyStore {
  private final String name = UUID.randomUUID().toString();
  private final Map<KeyRef, WrappedKey> rows = new ConcurrentHashMap<>();

  /** An empty store with a name of its own. */
  public WrappedKeysInMemory() {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public void put(WrappedKey row) {
    if (rows.putIfAbsent(row.ref(), row) != null) {
      throw new VaultException(row.ref() + " is there already; a key is put once");
    }
  }

  @Override
  public boolean replace(WrappedKey present, WrappedKey next) {
    return rows.replace(present.ref(), present, next);
  }

  @Override
  public Optional<WrappedKey> find(KeyRef ref) {
    return Optional.ofNullable(rows.get(ref));
  }

  @Override
  public boolean remove(KeyRef ref) {
    return rows.remove(ref) != null;
  }

  @Override
  public List<WrappedKey> list() {
    return List.copyOf(rows.values());
  }
}
