package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.group.DeferringVault;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Vault keys that a group needs no longer. They are destroyed after the transaction that says so,
 * and named in the store until they are gone: a crash in between neither loses a key that is still
 * needed nor leaves one behind.
 */
final class DoomedKeys {
  private final DeferringVault vault;
  private final Map<Integer, KeyRef> rows = new LinkedHashMap<>();
  private final Set<Integer> gone = new HashSet<>();
  private int nextIndex;

  DoomedKeys(DeferringVault vault) {
    this.vault = vault;
  }

  static DoomedKeys read(DeferringVault vault, Rows stored) {
    DoomedKeys keys = new DoomedKeys(vault);
    stored.forEach(
        RowKind.DOOMED_KEY,
        r -> StoredIdentity.readRef(r, "doomed_key"),
        (key, ref) -> {
          keys.rows.put(key.index(), ref);
          keys.nextIndex = Math.max(keys.nextIndex, key.index() + 1);
        });
    return keys;
  }

  /** Names more keys, and no longer those that are gone. */
  void write(List<KeyRef> more, RowChanges out) {
    gone.forEach(
        index -> {
          rows.remove(index);
          out.delete(RowKind.DOOMED_KEY.key(index));
        });
    gone.clear();
    for (KeyRef ref : more) {
      rows.put(nextIndex, ref);
      out.put(RowKind.DOOMED_KEY.key(nextIndex++), w -> StoredIdentity.write(ref, w));
    }
  }

  /** Names all again: the rows were deleted with the group. */
  void writeAll(List<KeyRef> more, RowChanges out) {
    write(more, new RowChanges());
    rows.forEach(
        (index, ref) -> out.put(RowKind.DOOMED_KEY.key(index), w -> StoredIdentity.write(ref, w)));
  }

  /** Destroys them, as far as the vault obeys. */
  void destroy() {
    rows.forEach(
        (index, ref) -> {
          if (!gone.contains(index)) {
            vault.destroy(ref);
            if (!vault.undestroyed().contains(ref)) {
              gone.add(index);
            }
          }
        });
  }

  boolean areGone() {
    return gone.containsAll(rows.keySet());
  }
}
