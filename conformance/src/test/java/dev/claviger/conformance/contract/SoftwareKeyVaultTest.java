package dev.claviger.conformance.contract;

final class SoftwareKeyVaultTest extends KeyVaultContract {
  SoftwareKeyVaultTest() {
    super(new SoftwareBackend());
  }
}
