package dev.claviger.conformance.contract;

final class SoftwareCipherSuiteTest extends CipherSuiteContract {
  SoftwareCipherSuiteTest() {
    super(new SoftwareBackend());
  }
}
