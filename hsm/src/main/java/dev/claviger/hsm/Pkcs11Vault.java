package dev.claviger.hsm;

import dev.claviger.crypto.engine.HandleProvider;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyBindings;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.RollbackGuard;
import dev.claviger.crypto.key.SealingHandles;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.ImportReport;
import dev.claviger.hsm.custody.Orphan;
import dev.claviger.hsm.custody.RotationProgress;
import dev.claviger.hsm.jca.ImportedKeys;
import dev.claviger.hsm.jca.Orphans;
import dev.claviger.hsm.jca.TokenBindings;
import dev.claviger.hsm.jca.TokenCounter;
import dev.claviger.hsm.jca.TokenKeys;
import dev.claviger.hsm.jca.TokenSealing;
import dev.claviger.hsm.jca.WrappedKeys;
import dev.claviger.hsm.session.Modules;
import dev.claviger.hsm.session.PinEntry;
import dev.claviger.hsm.session.TokenSessions;
import dev.claviger.hsm.vendor.VendorProfile;
import java.security.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keys in a PKCS#11 token. They are generated there, sensitive and not extractable, for signing or
 * for agreement and never both; the token tells so each time it is asked.
 *
 * <p>Keys last: another vault on the same token finds them, with purpose and public key. Any number
 * of vaults in a process may be open on one token; PKCS#11 logs in a process and not a vault, so
 * all of them share a login, and whoever opens the second one is not asked for the PIN.
 * Thread-safe.
 */
public final class Pkcs11Vault implements KeyVault {
  private final Pkcs11Config config;
  private final TokenSessions sessions;
  private final VendorProfile vendor;
  private final TokenKeys keys;
  private final Optional<WrappedKeys> wrapped;
  private final KeyBindings bindings;
  private final SealingHandles sealing;
  private final Optional<ImportedKeys> imported;

  private Pkcs11Vault(
      Pkcs11Config config,
      TokenSessions sessions,
      VendorProfile vendor,
      TokenKeys keys,
      Optional<WrappedKeys> wrapped,
      Optional<ImportedKeys> imported) {
    this.config = config;
    this.sessions = sessions;
    this.vendor = vendor;
    this.keys = keys;
    this.wrapped = wrapped;
    this.bindings = new TokenBindings(sessions, keys);
    this.sealing = new TokenSealing(sessions, keys);
    this.imported = imported;
  }

  /**
   * Loads the library, finds the token and logs in.
   *
   * @throws Pkcs11LibraryException if the library cannot be used
   * @throws TokenNotFoundException if there is not exactly one such token
   * @throws PinException if the token refuses the PIN, which is tried once
   * @throws TokenFailedException if the token fails otherwise
   */
  public static Pkcs11Vault open(Pkcs11Config config) {
    return open(config, Modules.ofThisProcess());
  }

  static Pkcs11Vault open(Pkcs11Config config, Modules modules) {
    TokenSessions sessions = sessions(config, modules);
    HandleProvider provider =
        new HandleProvider(
            "ClavigerPKCS11-" + sessions.token().identity().label(),
            "Signatures with the keys of " + sessions.token().identity());
    try {
      VendorProfile vendor =
          config
              .vendors()
              .ofToken(config.library(), sessions.token().moduleInfo(), sessions.token().info());
      TokenKeys keys =
          new TokenKeys(sessions, config.routes(), vendor, provider, config.objectBudget());
      Optional<WrappedKeys> wrapped =
          config
              .wrappedKeys()
              .map(store -> new WrappedKeys(sessions, keys, store, config.unwrappedKeys()));
      Optional<ImportedKeys> imported =
          config.importsPathKeys()
              ? Optional.of(new ImportedKeys(sessions, keys))
              : Optional.empty();
      return new Pkcs11Vault(config, sessions, vendor, keys, wrapped, imported);
    } catch (RuntimeException e) {
      sessions.close();
      throw e;
    }
  }

  static TokenSessions sessions(Pkcs11Config config) {
    return sessions(config, Modules.ofThisProcess());
  }

  private static TokenSessions sessions(Pkcs11Config config, Modules modules) {
    return TokenSessions.open(
        modules,
        config.module(),
        config.token(),
        new PinEntry(config.pin()::get),
        config.limits(),
        new PublicFaults());
  }

  /** The token's model and label: {@code SoftHSM v2 "mls"}. */
  @Override
  public String name() {
    return sessions.token().identity().toString();
  }

  /** Tries the algorithm out on the token when first asked, with a key that is then destroyed. */
  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    boolean onlyWrapped =
        Stream.of(KeyPurpose.INIT, KeyPurpose.LEAF)
            .allMatch(purpose -> config.custody(purpose) == Custody.WRAPPED);
    return onlyWrapped && algorithm instanceof KemId kem
        ? wrapped.orElseThrow().supports(kem)
        : keys.supports(algorithm);
  }

  /**
   * {@inheritDoc} Tried out on the token when first asked, under a wrapping key or on a session
   * that lives no longer than the trial; no store and no setting is needed for it.
   */
  @Override
  public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
    switch (custody) {
      case SOFTWARE:
        return new VaultSupport.Unsupported("no key of " + name() + " is kept in memory");
      case RESIDENT:
        return keys.supports(algorithm);
      case WRAPPED:
        if (config.forbidsWrapped()) {
          return new VaultSupport.Unsupported("wrapped keys are forbidden here, by forbidWrapped");
        }
        return algorithm instanceof KemId kem
            ? WrappedKeys.supports(kem, keys, sessions)
            : new VaultSupport.Unsupported(
                "signature keys never leave their token, wrapped or not");
      case IMPORTED:
        return algorithm instanceof KemId kem
            ? ImportedKeys.supports(kem, keys, sessions)
            : new VaultSupport.Unsupported("signature keys are generated, and none is imported");
    }
    throw new IllegalStateException(custody.name());
  }

  /**
   * {@inheritDoc}
   *
   * @throws TokenDisobeyedException if the token says that the new key could leave it
   */
  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    purpose.require(algorithm);
    return algorithm instanceof KemId kem && isWrapped(purpose, kem)
        ? wrapped.orElseThrow().generate(purpose, kem)
        : keys.generate(purpose, algorithm);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it is a {@code pkcs11:} URI but none of a private key
   */
  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    if (ImportedKeys.names(ref)) {
      return imported.flatMap(derived -> derived.find(ref));
    }
    return WrappedKeys.names(ref) ? wrapped.flatMap(rows -> rows.find(ref)) : keys.find(ref);
  }

  /**
   * All keys on the token that a vault has generated, all of the store of wrapped keys, and the
   * derived keys that this vault has imported; keys of other origin are left alone.
   */
  @Override
  public List<VaultKey> list() {
    List<VaultKey> all = new ArrayList<>(keys.list());
    wrapped.ifPresent(rows -> all.addAll(rows.list()));
    imported.ifPresent(derived -> all.addAll(derived.list()));
    return all;
  }

  @Override
  public boolean destroy(KeyRef ref) {
    if (ImportedKeys.names(ref)) {
      return imported.isPresent() && imported.get().destroy(ref);
    }
    return WrappedKeys.names(ref)
        ? wrapped.isPresent() && wrapped.get().destroy(ref)
        : keys.destroy(ref);
  }

  @Override
  public KeyAttestation attest(KeyRef ref) {
    if (ImportedKeys.names(ref)) {
      return imported.orElseThrow(() -> new KeyDestroyedException(ref)).attest(ref);
    }
    if (WrappedKeys.names(ref)) {
      return wrapped.orElseThrow(() -> new KeyDestroyedException(ref)).attest(ref);
    }
    return keys.attest(ref);
  }

  /** Certificates and credentials as objects of the token, for its resident keys. */
  @Override
  public Optional<KeyBindings> bindings() {
    return Optional.of(bindings);
  }

  /** AES keys of the token. */
  @Override
  public Optional<SealingHandles> sealingHandles() {
    return Optional.of(sealing);
  }

  /** A private data object of the token. */
  @Override
  public Optional<RollbackGuard> rollbackGuard(String name) {
    return Optional.of(new TokenCounter(sessions, keys, name));
  }

  /**
   * Puts all wrapped keys under a new wrapping key and destroys the old one, upon which no copy of
   * an older row, in a backup say, can be unwrapped any more. Keys can be used, made and destroyed
   * meanwhile. What a crash interrupted is finished by the next rotation.
   *
   * @return how many keys were rewrapped
   * @throws IllegalStateException if this vault has no store of wrapped keys
   * @throws dev.claviger.hsm.custody.WrappedKeyException if a key cannot be unwrapped; the old
   *     wrapping key stays
   */
  public int rotateWrappingKey(RotationProgress progress) {
    return wrapped
        .orElseThrow(() -> new IllegalStateException("this vault wraps no keys"))
        .rotate(progress);
  }

  /**
   * Imports them if {@code Pkcs11Config.Builder.pathKeys} says so; otherwise they stay in software.
   */
  @Override
  public DerivedKeys derivedKeys() {
    return imported.<DerivedKeys>map(keys -> keys).orElseGet(DerivedKeys::software);
  }

  /** What importing derived keys has come to; zeros if this vault does not. */
  public ImportReport importReport() {
    return imported.map(ImportedKeys::report).orElseGet(() -> new ImportReport(0, 0, 0, 0));
  }

  /**
   * What vaults have made on this token and nobody wants: keys that nobody names, half pairs,
   * wrapping keys of this vault's store without rows. What does not carry our label, or does not
   * tell its age, is nobody's orphan.
   *
   * @param known the names of all keys on the token that somebody wants, of all applications
   * @param olderThan how old they are at least; what is being made at the moment has no name yet
   */
  public List<Orphan> orphans(Set<KeyRef> known, Duration olderThan) {
    return new Orphans(sessions, keys, wrapped).find(known, olderThan);
  }

  /** Destroys the {@link #orphans}, and says which there were. */
  public List<Orphan> reap(Set<KeyRef> known, Duration olderThan) {
    return new Orphans(sessions, keys, wrapped).reap(known, olderThan);
  }

  /**
   * The provider whose {@code Signature} takes this vault's handles, and no other keys. It needs
   * not be installed; if it is, {@code Signature.getInstance} without a provider finds it too.
   */
  public Provider provider() {
    return keys.provider();
  }

  /** The vendor files that are believed of this token, the last one overriding. */
  public List<String> vendorFiles() {
    return vendor.names();
  }

  /**
   * Tries out again what the token can do, when it is next asked for: after a change of firmware,
   * of policy or of licence. What was found is otherwise believed for as long as the process lives.
   */
  public void probeAgain() {
    keys.probeAgain();
    imported.ifPresent(ImportedKeys::probeAgain);
  }

  /** How many C_ calls, that is round trips to the token, this vault has made so far. */
  public long tokenCalls() {
    return sessions.calls();
  }

  @Override
  public void close() {
    imported.ifPresent(ImportedKeys::close);
    wrapped.ifPresent(WrappedKeys::close);
    sessions.close();
  }

  @Override
  public String toString() {
    return "Pkcs11Vault on " + name();
  }

  private boolean isWrapped(KeyPurpose purpose, KemId kem) {
    switch (config.custody(purpose)) {
      case RESIDENT:
        return false;
      case WRAPPED:
        return true;
      case WRAPPED_WHERE_POSSIBLE:
        return wrapped.orElseThrow().supports(kem) instanceof VaultSupport.Supported;
    }
    throw new IllegalStateException(purpose.name());
  }
}
