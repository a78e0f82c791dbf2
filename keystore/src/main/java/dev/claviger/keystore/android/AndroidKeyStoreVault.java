package dev.claviger.keystore.android;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Keys in the Android Keystore: P-256 on Android 12 (API level 31), Ed25519 and X25519 from Android
 * 13, each if the device's KeyMint does it, which is tried out. They outlive the vault and the
 * process; the application's uninstallation destroys them. Thread-safe.
 *
 * <p>Private keys are handles for signing or for agreeing, never for both. A key that is used while
 * the user has not authenticated throws {@link UserAuthenticationRequiredException} and is good
 * again afterwards; one that the Keystore has given up for ever (the lock screen was removed, a
 * finger was enrolled) is destroyed, {@link KeyDestroyedException}.
 *
 * <p>The Keystore writes the keys of the trusted environment to flash, encrypted under a key that
 * never leaves it, and so holds them as a token does; that a deleted key is erased from flash is
 * the device's to warrant, not the vault's.
 */
public final class AndroidKeyStoreVault implements KeyVault {
  private final AndroidKeys keys;
  private final AndroidKeyStoreConfig config;

  private AndroidKeyStoreVault(AndroidKeys keys, AndroidKeyStoreConfig config) {
    this.keys = keys;
    this.config = config;
  }

  /**
   * @throws VaultException if there is no Android Keystore
   */
  public static AndroidKeyStoreVault open(AndroidKeyStoreConfig config) {
    return new AndroidKeyStoreVault(new AndroidKeys(Keystore.open(), config), config);
  }

  @Override
  public String name() {
    return "Android Keystore \"" + config.aliasPrefix() + "\"";
  }

  /** Found by one real signature or agreement with a key made for it; kept if it is a yes. */
  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    return keys.supports(algorithm);
  }

  /** Resident keys or none: nothing leaves the Keystore and nothing is put into it. */
  @Override
  public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
    return custody == KeyCustody.RESIDENT
        ? supports(algorithm)
        : new VaultSupport.Unsupported("keys in the Android Keystore are not " + custody);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedKeyException if {@link #supports} says no, or the key would be guarded by
   *     less than the configuration demands
   */
  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    return keys.generate(purpose, algorithm);
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return keys.find(ref);
  }

  @Override
  public List<VaultKey> list() {
    return keys.list();
  }

  @Override
  public boolean destroy(KeyRef ref) {
    return keys.destroy(ref);
  }

  /** What the Keystore itself says; {@link #attestationChain} is what its hardware signs. */
  @Override
  public KeyAttestation attest(KeyRef ref) {
    return keys.attest(ref);
  }

  /**
   * What guards a key, as the Keystore says.
   *
   * @throws KeyDestroyedException if this vault does not hold it, or no longer
   */
  public SecurityLevel securityLevel(KeyRef ref) {
    return keys.level(ref);
  }

  /**
   * The certificates of a key, its own first. If a challenge was set, its own is an attestation
   * (extension 1.3.6.1.4.1.11129.2.1.17) and the last is the root that the verifier has to know;
   * without a challenge it is alone and worth nothing but its public key.
   *
   * @throws KeyDestroyedException if this vault does not hold the key, or no longer
   */
  public List<Certificate> attestationChain(KeyRef ref) {
    return keys.chain(ref);
  }

  /** Nothing is open: the keys stay. */
  @Override
  public void close() {}

  @Override
  public String toString() {
    return "AndroidKeyStoreVault on " + name();
  }
}
