package dev.claviger.crypto.key;

import java.util.List;
import java.util.Optional;

/** API SKETCH, BEING IMPLEMENTED: keys in this process's memory, as opaque as a token's. */
public final class SoftwareVault implements KeyVault {
  private SoftwareVault() {}

  /** A new, empty vault. */
  public static SoftwareVault create() {
    return new SoftwareVault();
  }

  @Override
  public String name() {
    return "software";
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    throw new UnsupportedOperationException();
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<VaultKey> list() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean destroy(KeyRef ref) {
    throw new UnsupportedOperationException();
  }

  @Override
  public KeyAttestation attest(KeyRef ref) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
