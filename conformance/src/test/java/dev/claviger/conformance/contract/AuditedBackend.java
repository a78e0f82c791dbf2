package dev.claviger.conformance.contract;

import dev.claviger.crypto.audit.AuditedVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import java.util.Set;

/** Another backend, whose every use of a key is recorded; the records are thrown away. */
record AuditedBackend(VaultBackend behind) implements VaultBackend {
  @Override
  public KeyVault open() {
    return AuditedVault.failClosed(behind.open(), use -> {});
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return behind.unsupported();
  }

  @Override
  public boolean attestsCustody() {
    return behind.attestsCustody();
  }
}
