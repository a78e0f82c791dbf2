package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A vault of seeded keys that gives all of them away, for the vectors to print. */
final class PublishedVault implements KeyVault {
  private final SecureRandom random;
  private final Map<KeyRef, VaultKey> keys = new LinkedHashMap<>();
  private final Map<Bytes, Bytes> rawByPublicKey = new HashMap<>();

  PublishedVault(SecureRandom random) {
    this.random = random;
  }

  /** The private key of a public one that was made here. */
  Bytes raw(Bytes publicKey) {
    return Optional.ofNullable(rawByPublicKey.get(publicKey)).orElseThrow();
  }

  @Override
  public String name() {
    return "published keys";
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    throw new UnsupportedOperationException("nobody asks a maker of vectors");
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
    return supports(algorithm);
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    PublishedKey made = PublishedKey.of(algorithm.curve(), random);
    KeyRef ref = KeyRef.of("published:" + rawByPublicKey.size());
    VaultKey key = new VaultKey(ref, purpose, algorithm, made.privateKey(), made.publicKey());
    rawByPublicKey.put(made.publicKey(), made.raw());
    keys.put(ref, key);
    return key;
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return Optional.ofNullable(keys.get(ref));
  }

  @Override
  public List<VaultKey> list() {
    return new ArrayList<>(keys.values());
  }

  @Override
  public boolean destroy(KeyRef ref) {
    return keys.remove(ref) != null;
  }

  @Override
  public KeyAttestation attest(KeyRef ref) {
    throw new UnsupportedOperationException("nothing is so of a published key");
  }

  @Override
  public void close() {
    keys.clear();
  }
}
