package dev.claviger.conformance.contract;

final class SoftHsmKeyVaultTest extends KeyVaultContract {
  SoftHsmKeyVaultTest() {
    super(new SoftHsmBackend(SoftHsmKeyVaultTest.class));
  }
}
