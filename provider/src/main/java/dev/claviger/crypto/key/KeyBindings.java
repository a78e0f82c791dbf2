package dev.claviger.crypto.key;

import dev.claviger.crypto.Bytes;
import java.util.List;
import java.util.Map;

/**
 * The {@link KeyBinding}s that a vault keeps beside its keys, and certificates that its owner
 * trusts. They last as long as the keys. Thread-safe.
 *
 * <p>Every method throws {@link VaultException} if the vault fails.
 */
public interface KeyBindings {
  /** The bindings of keys that the vault holds. */
  List<KeyBinding> list();

  /**
   * Binds a key, instead of what it was bound to before.
   *
   * @throws KeyDestroyedException if the vault does not hold the key
   */
  void put(KeyBinding binding);

  /** Unbinds a key; true if it was bound. The key stays. */
  boolean remove(KeyRef key);

  /** The trusted certificates in DER, by name. */
  Map<String, Bytes> trusted();

  /** Trusts a certificate, instead of one of the same name. */
  void trust(String alias, Bytes certificate);

  /** True if a certificate of that name was trusted. */
  boolean distrust(String alias);
}
