package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.wire.KeyPackageRef;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Vault keys that a group needs no longer. They are destroyed after the transaction that says so,
 * and named in the store until they are gone: a crash in between neither loses a key that is still
 * needed nor leaves one behind. One that the group shares is let go of instead.
 */
final class DoomedKeys {
  private final StoredClient owner;
  private final StoreScope group;
  private final Map<Integer, KeyRef> rows = new LinkedHashMap<>();
  private final Map<Integer, SharedLeaf> shared = new LinkedHashMap<>();
  private final Set<Integer> gone = new HashSet<>();
  private int nextIndex;

  DoomedKeys(StoredClient owner, StoreScope group) {
    this.owner = owner;
    this.group = group;
  }

  static DoomedKeys read(StoredClient owner, StoreScope group, Rows stored) {
    DoomedKeys keys = new DoomedKeys(owner, group);
    stored.forEach(
        RowKind.DOOMED_KEY,
        r -> StoredIdentity.readRef(r, "doomed_key"),
        (key, ref) -> keys.rows.put(keys.taken(key.index()), ref));
    stored.forEach(
        RowKind.SHARED_LEAF,
        SharedLeaf::read,
        (key, leaf) -> keys.shared.put(keys.taken(key.index()), leaf));
    return keys;
  }

  /** The group begins with a leaf key that it shares; should an earlier one be about to let go. */
  void share(KeyRef leafKey, KeyPackageRef keyPackage) {
    rows.values().remove(leafKey);
    shared.values().removeIf(leaf -> leaf.leafKey().equals(leafKey));
    shared.put(nextIndex++, new SharedLeaf(leafKey, keyPackage));
  }

  /** Names more keys, and no longer those that are gone. */
  void write(List<KeyRef> more, RowChanges out) {
    gone.forEach(
        index -> {
          KeyRef ref = rows.remove(index);
          out.delete(RowKind.DOOMED_KEY.key(index));
          shared
              .entrySet()
              .removeIf(
                  leaf -> {
                    boolean released = leaf.getValue().leafKey().equals(ref);
                    if (released) {
                      out.delete(RowKind.SHARED_LEAF.key(leaf.getKey()));
                    }
                    return released;
                  });
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
    shared.forEach((index, leaf) -> out.put(RowKind.SHARED_LEAF.key(index), leaf));
  }

  /** Destroys them, as far as the vault obeys; not within a transaction. */
  void destroy() {
    rows.forEach(
        (index, ref) -> {
          if (!gone.contains(index) && (isShared(ref) ? release(ref) : destroy(ref))) {
            gone.add(index);
          }
        });
  }

  boolean areGone() {
    return gone.containsAll(rows.keySet());
  }

  private boolean destroy(KeyRef ref) {
    owner.vault().destroy(ref);
    return !owner.vault().undestroyed().contains(ref);
  }

  private boolean isShared(KeyRef ref) {
    return shared.values().stream().anyMatch(leaf -> leaf.leafKey().equals(ref));
  }

  private boolean release(KeyRef ref) {
    try {
      shared.values().stream()
          .filter(leaf -> leaf.leafKey().equals(ref))
          .forEach(leaf -> owner.release(leaf, group));
      return true;
    } catch (StoreException e) {
      return false; // the rows name it still
    }
  }

  private int taken(int index) {
    nextIndex = Math.max(nextIndex, index + 1);
    return index;
  }
}
