package dev.claviger.conformance.contract;

final class AuditedCipherSuiteTest extends CipherSuiteContract {
  AuditedCipherSuiteTest() {
    super(new AuditedBackend(new SoftwareBackend()));
  }
}
