package dev.claviger.crypto.engine;

import dev.claviger.crypto.key.KeyRef;

/**
 * What a software key is called. Most derived keys live for an epoch and are never called anything,
 * so a random name is made when it is first asked for. Thread-safe.
 */
final class KeyName {
  private final String namespace;
  private volatile KeyRef ref;

  private KeyName(String namespace, KeyRef ref) {
    this.namespace = namespace;
    this.ref = ref;
  }

  static KeyName of(KeyRef ref) {
    return new KeyName("", ref);
  }

  /** As {@link SoftwareKeys#newRef}. */
  static KeyName random(String namespace) {
    return new KeyName(namespace, null);
  }

  KeyRef ref() {
    KeyRef made = ref;
    return made != null ? made : make();
  }

  private synchronized KeyRef make() {
    if (ref == null) {
      ref = SoftwareKeys.newRef(namespace);
    }
    return ref;
  }
}
