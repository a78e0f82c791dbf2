package dev.claviger.conformance.contract;

final class SealedCipherSuiteTest extends CipherSuiteContract {
  SealedCipherSuiteTest() {
    super(new SealedBackend());
  }
}
