package dev.claviger.conformance.contract;

final class SunPkcs11NssCipherSuiteTest extends CipherSuiteContract {
  SunPkcs11NssCipherSuiteTest() {
    super(new SunPkcs11NssBackend(SunPkcs11NssCipherSuiteTest.class));
  }
}
