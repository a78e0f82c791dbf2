package dev.claviger.crypto.key;

import java.util.Optional;

/**
 * The {@link SealingHandle}s of a vault, by the name that their owner gave: several of one name are
 * generations of it, of which the newest seals and all open. Thread-safe.
 */
public interface SealingHandles {
  /**
   * The newest key of that name.
   *
   * @param name 1 to 36 letters, digits and hyphens
   * @throws IllegalArgumentException if it is no such name
   */
  Optional<SealingHandle> current(String name);

  /** The key of that reference, if the vault holds it. */
  Optional<SealingHandle> find(KeyRef ref);

  /**
   * Makes a key, which is the newest of that name from now on.
   *
   * @throws UnsupportedKeyException if the vault cannot
   */
  SealingHandle generate(String name);

  /** Destroys a key, and with it all that it alone opens; true if it was there. */
  boolean destroy(KeyRef ref);
}
