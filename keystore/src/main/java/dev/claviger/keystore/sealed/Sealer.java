package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoredRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Mac;

/**
 * Seals the headers and rows of one store under one generation of its data key. The associated data
 * say where a value belongs, so that none opens anywhere else. Used by one thread.
 */
final class Sealer {
  private static final byte[] HEADER = label("claviger scope 1");
  private static final byte[] ROW = label("claviger row 1");
  private static final byte[] MARK = label("claviger guard 1");
  private static final int KEY_LENGTH = 1 + Long.BYTES + Integer.BYTES;

  private final Bytes store;
  private final long generation;
  private final XAes256Gcm aead;
  private final Mac mac;

  Sealer(Bytes store, long generation, XAes256Gcm aead, Mac mac) {
    this.store = store;
    this.generation = generation;
    this.aead = aead;
    this.mac = mac;
  }

  long generation() {
    return generation;
  }

  byte[] seal(StoreScope scope, ScopeHeader header) {
    byte[] encoded = header.encode();
    return aead.seal(associated(HEADER, scope, Bytes.empty(), null), encoded, 0, encoded.length);
  }

  /**
   * @throws StoreDamagedException if it is not the header of this scope
   */
  ScopeHeader header(StoreScope scope, byte[] sealed) {
    try (Secret opened = aead.open(associated(HEADER, scope, Bytes.empty(), null), sealed)) {
      return ScopeHeader.decode(opened);
    } catch (AEADBadTagException e) {
      throw new StoreDamagedException(scope, "its header was changed or exchanged", e);
    }
  }

  byte[] sealMark(byte[] fields) {
    byte[] associated = associated(MARK, StoreScope.CLIENT, Bytes.empty(), null);
    return aead.seal(associated, fields, 0, fields.length);
  }

  /**
   * @throws StoreDamagedException if it is not the mark of this store
   */
  Secret openMark(byte[] sealed) {
    try {
      return aead.open(associated(MARK, StoreScope.CLIENT, Bytes.empty(), null), sealed);
    } catch (AEADBadTagException e) {
      throw new StoreDamagedException(StoreScope.CLIENT, "the mark of its guard was changed", e);
    }
  }

  byte[] seal(StoreScope scope, Bytes life, RowKey key, Secret value) {
    byte[] associated = associated(ROW, scope, life, key);
    return value.apply((array, offset, length) -> aead.seal(associated, array, offset, length));
  }

  /**
   * @throws StoreDamagedException if it is not that row
   */
  Secret row(StoreScope scope, Bytes life, RowKey key, byte[] sealed) {
    try {
      return aead.open(associated(ROW, scope, life, key), sealed);
    } catch (AEADBadTagException e) {
      throw new StoreDamagedException(scope, key + " was changed or exchanged", e);
    }
  }

  /**
   * All rows of a scope that was checked; the values are the caller's to destroy.
   *
   * @throws StoreDamagedException if one is not of its place
   */
  List<StoredRow> rows(StoreScope scope, Bytes life, Map<RowKey, byte[]> sealed) {
    List<StoredRow> opened = new ArrayList<>(sealed.size());
    try {
      for (Map.Entry<RowKey, byte[]> row : sealed.entrySet()) {
        opened.add(new StoredRow(row.getKey(), row(scope, life, row.getKey(), row.getValue())));
      }
      return opened;
    } catch (StoreDamagedException e) {
      opened.forEach(row -> row.value().destroy());
      throw e;
    }
  }

  /**
   * Compares all stored rows of a scope with what its header knows of them.
   *
   * @throws StoreDamagedException if they are not the same, with the row that was changed if it is
   *     one
   */
  void check(StoreScope scope, ScopeHeader header, Map<RowKey, byte[]> sealed) {
    if (!digest(RowDigest.EMPTY, sealed).equals(header.digest())) {
      rows(scope, header.life(), sealed).forEach(row -> row.value().destroy());
      throw new StoreDamagedException(
          scope, "rows are missing, were brought back from earlier, or do not belong here");
    }
  }

  /** The digest with further rows in it. */
  RowDigest digest(RowDigest before, Map<RowKey, byte[]> sealed) {
    RowDigest digest = before;
    for (Map.Entry<RowKey, byte[]> row : sealed.entrySet()) {
      digest = digest.with(hash(row.getKey(), row.getValue()));
    }
    return digest;
  }

  /** The digest without rows that are in it. */
  RowDigest digestWithout(RowDigest before, Map<RowKey, byte[]> sealed) {
    RowDigest digest = before;
    for (Map.Entry<RowKey, byte[]> row : sealed.entrySet()) {
      digest = digest.without(hash(row.getKey(), row.getValue()));
    }
    return digest;
  }

  /** The hash of a row for the digest of its scope, 32 bytes. */
  private byte[] hash(RowKey key, byte[] sealed) {
    mac.update(put(ByteBuffer.allocate(KEY_LENGTH), key).array());
    return mac.doFinal(sealed);
  }

  /** All of fixed length but the name, which ends it. */
  private byte[] associated(byte[] label, StoreScope scope, Bytes life, RowKey key) {
    int length =
        label.length
            + store.length()
            + Long.BYTES
            + 1
            + life.length()
            + (key == null ? 0 : KEY_LENGTH)
            + scope.name().length();
    ByteBuffer out = ByteBuffer.allocate(length).put(label).put(store.toByteArray());
    out.putLong(generation).put((byte) scope.kind().code()).put(life.toByteArray());
    if (key != null) {
      put(out, key);
    }
    return out.put(scope.name().toByteArray()).array();
  }

  private static ByteBuffer put(ByteBuffer out, RowKey key) {
    return out.put((byte) key.kind()).putLong(key.epoch()).putInt(key.index());
  }

  private static byte[] label(String text) {
    return (text + "\0").getBytes(StandardCharsets.US_ASCII);
  }
}
