package dev.claviger.conformance.contract;

final class SunPkcs11CipherSuiteTest extends CipherSuiteContract {
  SunPkcs11CipherSuiteTest() {
    super(new SunPkcs11Backend(SunPkcs11CipherSuiteTest.class));
  }
}
