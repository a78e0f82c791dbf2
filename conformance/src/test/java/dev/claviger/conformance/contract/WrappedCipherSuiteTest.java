package dev.claviger.conformance.contract;

final class WrappedCipherSuiteTest extends CipherSuiteContract {
  WrappedCipherSuiteTest() {
    super(new WrappedBackend(WrappedCipherSuiteTest.class));
  }
}
