package dev.claviger.conformance.contract;

final class SoftHsmConcurrencyTest extends ConcurrencyContract {
  SoftHsmConcurrencyTest() {
    super(new SoftHsmBackend(SoftHsmConcurrencyTest.class));
  }
}
