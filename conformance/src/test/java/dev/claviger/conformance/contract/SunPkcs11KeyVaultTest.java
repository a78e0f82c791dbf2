package dev.claviger.conformance.contract;

final class SunPkcs11KeyVaultTest extends KeyVaultContract {
  SunPkcs11KeyVaultTest() {
    super(new SunPkcs11Backend(SunPkcs11KeyVaultTest.class));
  }
}
