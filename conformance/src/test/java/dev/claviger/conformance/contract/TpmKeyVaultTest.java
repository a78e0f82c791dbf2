package dev.claviger.conformance.contract;

final class TpmKeyVaultTest extends KeyVaultContract {
  TpmKeyVaultTest() {
    super(new TpmBackend(TpmKeyVaultTest.class));
  }
}
