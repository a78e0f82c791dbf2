package dev.claviger.crypto.key;

import java.util.List;
import java.util.Optional;

/**
 * Where private keys are made, live and die. The keys never leave it: a caller gets handles.
 * Implementations are thread-safe.
 *
 * <p>{@code generate} is for a signature key with a {@link dev.claviger.crypto.SignatureScheme},
 * for an init or leaf key with a {@link dev.claviger.crypto.hpke.KemId}. A vault never falls back
 * to keeping a key anywhere but in itself.
 */
public interface KeyVault extends AutoCloseable {
  /** What the vault calls itself, for a reader: {@code SoftHSM v2 "mls"}. */
  String name();

  VaultSupport supports(KeyAlgorithm algorithm);

  /**
   * Whether keys of that algorithm could be kept in that way, whichever way this vault is set to
   * keep them in.
   */
  VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody);

  /**
   * Makes a key pair that can do what its purpose needs and nothing else.
   *
   * @throws IllegalArgumentException if the algorithm does not fit the purpose
   * @throws UnsupportedKeyException if {@link #supports} says no
   * @throws VaultException if the vault fails
   */
  VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm);

  /** The key of that name, or empty if this vault does not hold it. */
  Optional<VaultKey> find(KeyRef ref);

  /** All keys that this vault can use. */
  List<VaultKey> list();

  /** Destroys the key; true if it was there. Its handles are unusable from then on. */
  boolean destroy(KeyRef ref);

  /**
   * Reads back what is so of a key.
   *
   * @throws KeyDestroyedException if this vault does not hold it, or no longer
   */
  KeyAttestation attest(KeyRef ref);

  /** Names and certificates beside the keys; empty if the vault keeps none. */
  default Optional<KeyBindings> bindings() {
    return Optional.empty();
  }

  /** Keys that seal what is kept outside of the vault; empty if it has none. */
  default Optional<SealingHandles> sealingHandles() {
    return Optional.empty();
  }

  /**
   * A counter that no backup restores, made with the first value it is advanced to; empty if the
   * vault has none.
   *
   * @param name 1 to 36 letters, digits and hyphens
   * @throws IllegalArgumentException if it is no such name
   */
  default Optional<RollbackGuard> rollbackGuard(String name) {
    return Optional.empty();
  }

  /** Where derived keys are kept: in software, unless the vault was told otherwise. */
  default DerivedKeys derivedKeys() {
    return DerivedKeys.software();
  }

  /** Releases what the vault holds open; resident keys stay. Idempotent. */
  @Override
  void close();
}
