package dev.claviger.conformance.contract;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.util.List;
import java.util.Optional;

/** Another vault's keys behind handles that blow up when anybody asks for their encoding. */
public final class TripwireVault implements KeyVault {
  private final KeyVault vault;

  public TripwireVault(KeyVault vault) {
    this.vault = vault;
  }

  @Override
  public String name() {
    return vault.name() + " behind tripwires";
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    return vault.supports(algorithm);
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    return wired(vault.generate(purpose, algorithm));
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return vault.find(ref).map(TripwireVault::wired);
  }

  @Override
  public List<VaultKey> list() {
    return vault.list().stream().map(TripwireVault::wired).toList();
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

  private static VaultKey wired(VaultKey key) {
    KeyHandle handle = (KeyHandle) key.privateKey();
    KeyHandle wired =
        key.algorithm() instanceof SignatureScheme scheme
            ? new TripwireHandle(handle, new TripwireProvider(scheme))
            : new TripwireAgreementHandle((AgreementHandle) handle);
    return new VaultKey(key.ref(), key.purpose(), key.algorithm(), wired, key.publicKey());
  }
}
