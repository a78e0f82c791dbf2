package dev.claviger.conformance.contract;

final class NssKeyVaultTest extends KeyVaultContract {
  NssKeyVaultTest() {
    super(new NssBackend(Nss.DATABASE, NssKeyVaultTest.class));
  }
}
