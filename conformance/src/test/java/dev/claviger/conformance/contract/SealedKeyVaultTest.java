package dev.claviger.conformance.contract;

final class SealedKeyVaultTest extends KeyVaultContract {
  SealedKeyVaultTest() {
    super(new SealedBackend());
  }
}
