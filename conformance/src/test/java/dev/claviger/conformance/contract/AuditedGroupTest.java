package dev.claviger.conformance.contract;

final class AuditedGroupTest extends GroupContract {
  AuditedGroupTest() {
    super(new AuditedBackend(new SoftwareBackend()));
  }
}
