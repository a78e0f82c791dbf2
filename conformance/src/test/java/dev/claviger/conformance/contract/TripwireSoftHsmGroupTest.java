package dev.claviger.conformance.contract;

final class TripwireSoftHsmGroupTest extends GroupContract {
  TripwireSoftHsmGroupTest() {
    super(new TripwireBackend(new SoftHsmBackend(TripwireSoftHsmGroupTest.class)));
  }
}
