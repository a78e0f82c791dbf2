package dev.claviger.conformance.contract;

final class AuditedKeyVaultTest extends KeyVaultContract {
  AuditedKeyVaultTest() {
    super(new AuditedBackend(new SoftwareBackend()));
  }
}
