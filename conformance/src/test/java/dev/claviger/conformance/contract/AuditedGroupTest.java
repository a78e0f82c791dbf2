package dev.claviger.conformance.contract;

import dev.claviger.crypto.CipherSuiteId;
import java.util.List;

final class AuditedGroupTest extends GroupContract {
  AuditedGroupTest() {
    super(new AuditedBackend(new SoftwareBackend()));
  }

  @Override
  List<CipherSuiteId> suites() {
    return twoSuites();
  }
}
