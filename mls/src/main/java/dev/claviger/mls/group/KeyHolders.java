package dev.claviger.mls.group;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.tree.PathKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who still needs private keys when an epoch ends: the epochs that stay, and what waits in them.
 * What nobody here holds is destroyed.
 */
final class KeyHolders {
  private final Set<KeyRef> leafKeys = new HashSet<>();
  private final List<PathKeys> pathKeys = new ArrayList<>();

  /** Nobody. */
  KeyHolders() {}

  static KeyHolders of(GroupState kept) {
    KeyHolders holders = new KeyHolders();
    holders.add(kept);
    return holders;
  }

  void add(GroupState epoch) {
    leafKeys.add(epoch.self().key().ref());
    pathKeys.add(epoch.pathKeys());
  }

  void add(KeyRef leafKey) {
    leafKeys.add(leafKey);
  }

  boolean hold(KeyRef leafKey) {
    return leafKeys.contains(leafKey);
  }

  List<PathKeys> pathKeys() {
    return pathKeys;
  }
}
