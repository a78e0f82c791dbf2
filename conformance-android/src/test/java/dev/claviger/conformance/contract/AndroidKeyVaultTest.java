package dev.claviger.conformance.contract;

final class AndroidKeyVaultTest extends KeyVaultContract {
  AndroidKeyVaultTest() {
    super(new AndroidBackend(AndroidKeyVaultTest.class));
  }
}
