package dev.claviger.conformance.contract;

final class SoftwareConcurrencyTest extends ConcurrencyContract {
  SoftwareConcurrencyTest() {
    super(new SoftwareBackend());
  }
}
