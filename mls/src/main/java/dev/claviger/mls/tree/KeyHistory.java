package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fingerprints of the keys that stand in a tree or ever stood in one before it, so that a new key
 * is told from all of them without looking at each. Whatever stands in the tree is here; what is
 * here need not stand there any more, and two keys may have one fingerprint: then the tree is
 * asked.
 *
 * <p>Only ever added to, and therefore shared by a tree and all that come of it, those of dropped
 * Commits among them. The fingerprints are seeded, so that nobody can choose keys that share one.
 * Thread-safe.
 */
final class KeyHistory {
  private static final int FEWEST_SLOTS = 16;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

  private final long seed = ThreadLocalRandom.current().nextLong();

  /** Open addressing; zero is empty. At most half full. */
  private int[] slots = new int[FEWEST_SLOTS];

  private int count;

  /** Adds all keys of a node; false if one may have been here before. */
  boolean add(Node node) {
    boolean isNew = add(node.encryptionKey().value());
    if (node instanceof LeafNode leaf) {
      isNew = add(leaf.signatureKey().value()) && isNew;
    }
    return isNew;
  }

  /** False if it may have been here before. */
  synchronized boolean add(Bytes key) {
    int fingerprint = fingerprint(key);
    int slot = find(fingerprint);
    if (slots[slot] != 0) {
      return false;
    }
    slots[slot] = fingerprint;
    count++;
    if (2 * count > slots.length) {
      grow();
    }
    return true;
  }

  /** False only if none of them ever was here. */
  boolean mayContainAny(Collection<Bytes> keys) {
    int[] fingerprints = new int[keys.size()];
    int at = 0;
    for (Bytes key : keys) {
      fingerprints[at++] = fingerprint(key);
    }
    return hasAny(fingerprints);
  }

  /** Nothing else is done in between, so that what is not in the cache is waited for at once. */
  private synchronized boolean hasAny(int[] fingerprints) {
    boolean found = false;
    for (int fingerprint : fingerprints) {
      found |= slots[find(fingerprint)] != 0;
    }
    return found;
  }

  /** How many were added. */
  synchronized int count() {
    return count;
  }

  /** Where it is, or where it would be. */
  private int find(int fingerprint) {
    int mask = slots.length - 1;
    int slot = fingerprint & mask;
    while (slots[slot] != 0 && slots[slot] != fingerprint) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    int[] old = slots;
    slots = new int[2 * old.length];
    for (int fingerprint : old) {
      if (fingerprint != 0) {
        slots[find(fingerprint)] = fingerprint;
      }
    }
  }

  private int fingerprint(Bytes key) {
    return key.apply(this::fingerprint);
  }

  private int fingerprint(byte[] array, int offset, int length) {
    long hash = seed;
    int end = offset + length;
    int i = offset;
    for (; i + Integer.BYTES <= end; i += Integer.BYTES) {
      int word =
          array[i] << 24
              | (array[i + 1] & 0xFF) << 16
              | (array[i + 2] & 0xFF) << 8
              | (array[i + 3] & 0xFF);
      hash = mixed(hash, Integer.toUnsignedLong(word));
    }
    for (; i < end; i++) {
      hash = mixed(hash, array[i]);
    }
    int fingerprint = (int) hash;
    return fingerprint == 0 ? 1 : fingerprint;
  }

  private static long mixed(long hash, long word) {
    long product = (hash ^ word) * MULTIPLIER;
    return product ^ product >>> 32;
  }
}
