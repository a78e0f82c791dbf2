package dev.claviger.conformance.contract;

final class SoftHsmGroupTest extends GroupContract {
  SoftHsmGroupTest() {
    super(new SoftHsmBackend(SoftHsmGroupTest.class));
  }
}
