package dev.claviger.crypto.key;

import dev.claviger.crypto.Lists;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.SoftwareAgreementKey;
import dev.claviger.crypto.engine.SoftwareKey;
import dev.claviger.crypto.engine.SoftwareKeys;
import dev.claviger.crypto.engine.SoftwareSignatureKey;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.provider.MlsProvider;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys in this process's memory, as opaque as a token's: no encoding, no serialisation, gone when
 * destroyed. Closing the vault destroys all of them. Thread-safe.
 */
public final class SoftwareVault implements KeyVault {
  private final Map<KeyRef, Held> keys = new ConcurrentHashMap<>();
  private final Provider provider;
  private final Primitives primitives;

  private SoftwareVault(Provider provider) {
    this.provider = provider;
    this.primitives = Primitives.of(provider);
  }

  private record Held(VaultKey key, SoftwareKey handle) {}

  /** A new, empty vault. */
  public static SoftwareVault create() {
    return new SoftwareVault(MlsProvider.standard());
  }

  /** A new, empty vault whose keys use the primitives that a configured provider "MLS" chooses. */
  public static SoftwareVault create(Provider provider) {
    return new SoftwareVault(provider);
  }

  @Override
  public String name() {
    return "software";
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    return new VaultSupport.Supported(mechanism(algorithm));
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
    return custody == KeyCustody.SOFTWARE
        ? supports(algorithm)
        : new VaultSupport.Unsupported("keys in memory are not " + custody);
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    purpose.require(algorithm);
    KeyRef ref = SoftwareKeys.newRef("vault");
    Held held =
        algorithm instanceof KemId kem
            ? agreementKey(purpose, SoftwareKeys.generate(kem, ref, primitives, provider))
            : signatureKey(
                SoftwareKeys.generate((SignatureScheme) algorithm, ref, primitives, provider));
    keys.put(ref, held);
    return held.key();
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return Optional.ofNullable(alive(ref)).map(Held::key);
  }

  @Override
  public List<VaultKey> list() {
    return keys.values().stream()
        .filter(held -> !held.handle().isDestroyed())
        .map(Held::key)
        .collect(Lists.toList());
  }

  @Override
  public boolean destroy(KeyRef ref) {
    Held held = keys.remove(ref);
    if (held == null || held.handle().isDestroyed()) {
      return false;
    }
    held.handle().destroy();
    return true;
  }

  /** Truthful and modest: the key has no way out, but memory is all that guards it. */
  @Override
  public KeyAttestation attest(KeyRef ref) {
    Held held = alive(ref);
    if (held == null) {
      throw new KeyDestroyedException(ref);
    }
    VaultKey key = held.key();
    return new KeyAttestation(
        ref,
        KeyCustody.SOFTWARE,
        key.purpose(),
        key.algorithm(),
        name(),
        mechanism(key.algorithm()),
        true,
        true,
        true,
        key.algorithm() instanceof KemId ? Optional.of(AgreementRoute.SOFTWARE) : Optional.empty(),
        held.handle().operations(),
        Set.of(),
        List.of());
  }

  @Override
  public void close() {
    keys.keySet().forEach(this::destroy);
  }

  @Override
  public String toString() {
    return "SoftwareVault[" + keys.size() + " keys]";
  }

  private Held alive(KeyRef ref) {
    Held held = keys.get(ref);
    return held == null || held.handle().isDestroyed() ? null : held;
  }

  private static Held signatureKey(SoftwareSignatureKey handle) {
    return new Held(
        new VaultKey(
            handle.ref(),
            KeyPurpose.SIGNATURE,
            handle.scheme(),
            handle,
            handle.publicKey().value()),
        handle);
  }

  private static Held agreementKey(KeyPurpose purpose, SoftwareAgreementKey handle) {
    return new Held(
        new VaultKey(handle.ref(), purpose, handle.kem(), handle, handle.publicKey().value()),
        handle);
  }

  private static String mechanism(KeyAlgorithm algorithm) {
    return algorithm instanceof SignatureScheme scheme
        ? scheme.jcaName()
        : algorithm.curve().isMontgomery() ? algorithm.curve().jcaName() : "ECDH";
  }
}
