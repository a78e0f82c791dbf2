package dev.claviger.conformance.contract;

import dev.claviger.crypto.CipherSuiteId;
import java.util.List;

final class TripwireGroupTest extends GroupContract {
  TripwireGroupTest() {
    super(new TripwireBackend(new SoftwareBackend()));
  }

  @Override
  List<CipherSuiteId> suites() {
    return twoSuites();
  }
}
