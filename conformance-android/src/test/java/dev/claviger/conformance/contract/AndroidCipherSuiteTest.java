package dev.claviger.conformance.contract;

final class AndroidCipherSuiteTest extends CipherSuiteContract {
  AndroidCipherSuiteTest() {
    super(new AndroidBackend(AndroidCipherSuiteTest.class));
  }
}
