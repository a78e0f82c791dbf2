package dev.claviger.conformance.demo;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.util.List;
import java.util.Optional;

/** A vault in front of another; subclasses change what they are about. */
public abstract class ForwardingVault implements KeyVault {
  private final KeyVault vault;

  protected ForwardingVault(KeyVault vault) {
    this.vault = vault;
  }

  @Override
  public String name() {
    return vault.name();
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    return vault.supports(algorithm);
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    return vault.generate(purpose, algorithm);
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return vault.find(ref);
  }

  @Override
  public List<VaultKey> list() {
    return vault.list();
  }

  @Override
  public boolean destroy(KeyRef ref) {
    return vault.destroy(ref);
  }

  @Override
  public KeyAttestation attest(KeyRef ref) {
    return vault.attest(ref);
  }

  @Override
  public void close() {
    vault.close();
  }
}
