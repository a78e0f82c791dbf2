package dev.claviger.conformance.demo;

import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A member's vault that remembers every key it made: what the vault says of it now, or said last
 * before it was destroyed.
 */
final class WitnessVault extends ForwardingVault {
  private final KeyVault vault;
  private final Map<KeyRef, Witnessed> keys = new LinkedHashMap<>();

  WitnessVault(KeyVault vault) {
    super(vault);
    this.vault = vault;
  }

  /**
   * One key's testimony.
   *
   * @param encoding what {@code getEncoded()} of its handle gave: nothing, if all is well
   */
  record Witnessed(KeyAttestation attestation, Optional<byte[]> encoding, boolean destroyed) {}

  /** Every key made so far, in the order of making. */
  synchronized List<Witnessed> testimony() {
    keys.replaceAll((ref, seen) -> seen.destroyed() ? seen : look(ref, seen.encoding(), false));
    return List.copyOf(keys.values());
  }

  /** The C_ calls that the vault has made, if it is on a token. */
  OptionalLong tokenCalls() {
    return vault instanceof Pkcs11Vault token
        ? OptionalLong.of(token.tokenCalls())
        : OptionalLong.empty();
  }

  @Override
  public synchronized VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    VaultKey key = super.generate(purpose, algorithm);
    Optional<byte[]> encoding = Optional.ofNullable(key.privateKey().getEncoded());
    keys.put(key.ref(), look(key.ref(), encoding, false));
    return key;
  }

  @Override
  public synchronized boolean destroy(KeyRef ref) {
    keys.computeIfPresent(
        ref, (same, seen) -> seen.destroyed() ? seen : look(ref, seen.encoding(), true));
    return super.destroy(ref);
  }

  /** Destroys what is left of the keys made here, then closes the vault. */
  @Override
  public synchronized void close() {
    List.copyOf(keys.keySet()).forEach(this::destroy);
    super.close();
  }

  private Witnessed look(KeyRef ref, Optional<byte[]> encoding, boolean destroyed) {
    return new Witnessed(attest(ref), encoding, destroyed);
  }
}
