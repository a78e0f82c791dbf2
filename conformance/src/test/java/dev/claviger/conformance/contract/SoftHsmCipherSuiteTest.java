package dev.claviger.conformance.contract;

final class SoftHsmCipherSuiteTest extends CipherSuiteContract {
  SoftHsmCipherSuiteTest() {
    super(new SoftHsmBackend(SoftHsmCipherSuiteTest.class));
  }
}
