package dev.claviger.conformance.contract;

final class SunPkcs11NssKeyVaultTest extends KeyVaultContract {
  SunPkcs11NssKeyVaultTest() {
    super(new SunPkcs11NssBackend(SunPkcs11NssKeyVaultTest.class));
  }
}
