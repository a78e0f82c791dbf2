package dev.claviger.conformance.contract;

final class TripwireGroupTest extends GroupContract {
  TripwireGroupTest() {
    super(new TripwireBackend(new SoftwareBackend()));
  }
}
