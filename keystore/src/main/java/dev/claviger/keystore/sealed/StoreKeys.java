package dev.claviger.keystore.sealed;

import com.google.crypto.tink.Aead;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The generations of a store's data key. Each is kept sealed by a sealing key, which is asked when
 * a generation is first met and never again. Thread-safe.
 */
final class StoreKeys {
  private static final byte[] LABEL = "claviger data key 1\0".getBytes(StandardCharsets.US_ASCII);

  private final long store;
  private final Bytes id;
  private final List<Aead> sealingKeys = new ArrayList<>();
  private final SecureRandom random;
  private final TreeMap<Long, DataKey> opened = new TreeMap<>();

  StoreKeys(StoreId store, List<Aead> sealingKeys, SecureRandom random) {
    this.store = store.number();
    this.id = store.name();
    this.sealingKeys.addAll(sealingKeys);
    this.random = random;
  }

  /** Makes a generation and seals it by a key; it is known once it is loaded. */
  void make(Statements statements, long generation, Aead sealingKey) throws SQLException {
    byte[] root = new byte[DataKey.LENGTH];
    random.nextBytes(root);
    try {
      byte[] sealed = sealingKey.encrypt(root, associated(generation));
      Sql.run(
          statements,
          "INSERT INTO claviger_key (store, generation, sealed) VALUES (?, ?, ?)",
          store,
          generation,
          sealed);
    } catch (GeneralSecurityException e) {
      throw new SealingKeyException("the sealing key does not seal", e);
    } finally {
      Arrays.fill(root, (byte) 0);
    }
  }

  /** Opens what is new in the database, and forgets what is gone from it. */
  synchronized void load(Statements statements) throws SQLException {
    TreeMap<Long, byte[]> there = new TreeMap<>();
    Sql.list(
            statements,
            result -> Map.entry(result.getLong(1), result.getBytes(2)),
            "SELECT generation, sealed FROM claviger_key WHERE store = ?",
            store)
        .forEach(line -> there.put(line.getKey(), line.getValue()));
    if (there.isEmpty()) {
      throw new StoreFormatException("the store has no data key; nothing in it can be read");
    }
    opened.entrySet().removeIf(one -> !there.containsKey(one.getKey()) && destroyed(one));
    for (Map.Entry<Long, byte[]> line : there.entrySet()) {
      if (!opened.containsKey(line.getKey())) {
        opened.put(line.getKey(), open(line.getKey(), line.getValue()));
      }
    }
  }

  /** Of the generation that new scopes are sealed under. */
  synchronized Sealer sealer() {
    return sealer(current());
  }

  synchronized long current() {
    return opened.lastKey();
  }

  /** Whether the connection is to the database of this store. */
  boolean isOf(Statements statements) throws SQLException {
    return Sql.first(
            statements,
            result -> Bytes.wrap(result.getBytes(1)),
            "SELECT name FROM claviger_store WHERE id = ?",
            store)
        .filter(id::equals)
        .isPresent();
  }

  /**
   * Makes a generation, to be loaded once it is committed, under a new sealing key, unless one
   * under that key was made by a resealing that did not end.
   *
   * @throws SealingKeyException if a resealing under another key has not ended
   */
  synchronized void makeNext(Statements statements, Aead sealingKey) throws SQLException {
    sealingKeys.add(0, sealingKey);
    load(statements);
    if (opened.size() == 1) {
      make(statements, current() + 1, sealingKey);
      return;
    }
    byte[] sealed =
        Sql.first(
                statements,
                result -> result.getBytes(1),
                "SELECT sealed FROM claviger_key WHERE store = ? AND generation = ?",
                store,
                current())
            .orElseThrow();
    try {
      Secret.wrap(sealingKey.decrypt(sealed, associated(current()))).destroy();
    } catch (GeneralSecurityException e) {
      throw new SealingKeyException("a resealing under another key has not ended", e);
    }
  }

  /** Deletes all generations but the current one; the database refuses if one is in use. */
  synchronized void dropFormer(Statements statements) throws SQLException {
    Sql.run(
        statements,
        "DELETE FROM claviger_key WHERE store = ? AND generation < ?",
        store,
        current());
  }

  synchronized boolean knows(long generation) {
    return opened.containsKey(generation);
  }

  synchronized Sealer sealer(long generation) {
    DataKey key = opened.get(generation);
    if (key == null) {
      throw new StoreException("the store has no data key of generation " + generation);
    }
    return key.sealer(random);
  }

  synchronized void destroy() {
    opened.values().forEach(DataKey::destroy);
    opened.clear();
  }

  private DataKey open(long generation, byte[] sealed) {
    GeneralSecurityException refused = null;
    for (Aead sealingKey : sealingKeys) {
      try (Secret root = Secret.wrap(sealingKey.decrypt(sealed, associated(generation)))) {
        return new DataKey(generation, id, root);
      } catch (GeneralSecurityException e) {
        refused = e;
      }
    }
    throw new SealingKeyException(
        "the sealing key does not open the data key of generation "
            + generation
            + ": it is another key, or the store was changed",
        refused);
  }

  private byte[] associated(long generation) {
    return ByteBuffer.allocate(LABEL.length + id.length() + Long.BYTES)
        .put(LABEL)
        .put(id.toByteArray())
        .putLong(generation)
        .array();
  }

  private static boolean destroyed(Map.Entry<Long, DataKey> gone) {
    gone.getValue().destroy();
    return true;
  }
}
