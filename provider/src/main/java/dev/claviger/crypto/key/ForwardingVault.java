package dev.claviger.crypto.key;

import java.util.List;
import java.util.Optional;

/** A vault in front of another; subclasses change what they are about, and call {@code super}. */
public abstract class ForwardingVault implements KeyVault {
  private final KeyVault vault;

  /** Closing it closes the vault. */
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
  public VaultSupport supports(KeyAlgorithm algorithm, KeyCustody custody) {
    return vault.supports(algorithm, custody);
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
  public Optional<KeyBindings> bindings() {
    return vault.bindings();
  }

  @Override
  public Optional<SealingHandles> sealingHandles() {
    return vault.sealingHandles();
  }

  @Override
  public Optional<RollbackGuard> rollbackGuard(String name) {
    return vault.rollbackGuard(name);
  }

  @Override
  public DerivedKeys derivedKeys() {
    return vault.derivedKeys();
  }

  @Override
  public void close() {
    vault.close();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + vault + "]";
  }
}
