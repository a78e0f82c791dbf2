package dev.claviger.conformance.contract;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.util.List;
import java.util.Optional;

/** Another vault's keys behind handles that blow up when anybody asks for their encoding. */
public final class TripwireVault extends ForwardingVault {
  public TripwireVault(KeyVault vault) {
    super(vault);
  }

  @Override
  public String name() {
    return super.name() + " behind tripwires";
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    return wired(super.generate(purpose, algorithm));
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return super.find(ref).map(TripwireVault::wired);
  }

  @Override
  public List<VaultKey> list() {
    return super.list().stream().map(TripwireVault::wired).toList();
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
