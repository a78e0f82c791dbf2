package dev.claviger.conformance.contract;

final class P11KitKeyVaultTest extends KeyVaultContract {
  P11KitKeyVaultTest() {
    super(new P11KitBackend(P11KitKeyVaultTest.class));
  }
}
