package dev.claviger.mls;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects keys, each once: one that is active for one thing is, though pending for another. */
final class HeldKeys {
  private final Map<KeyRef, HeldKey> keys = new LinkedHashMap<>();

  HeldKeys add(KeyState state, Map<KeyRef, KeyPurpose> some) {
    some.forEach((ref, purpose) -> add(new HeldKey(ref, purpose, state)));
    return this;
  }

  HeldKeys add(HeldKey key) {
    keys.merge(key.ref(), key, (known, same) -> known.state() == KeyState.ACTIVE ? known : same);
    return this;
  }

  List<HeldKey> list() {
    return List.copyOf(keys.values());
  }
}
