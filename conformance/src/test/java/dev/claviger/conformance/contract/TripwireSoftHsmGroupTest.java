package dev.claviger.conformance.contract;

import dev.claviger.crypto.CipherSuiteId;
import java.util.List;

final class TripwireSoftHsmGroupTest extends GroupContract {
  TripwireSoftHsmGroupTest() {
    super(new TripwireBackend(new SoftHsmBackend(TripwireSoftHsmGroupTest.class)));
  }

  @Override
  List<CipherSuiteId> suites() {
    return twoSuites();
  }
}
