package dev.claviger.conformance.contract;

final class SoftwareGroupTest extends GroupContract {
  SoftwareGroupTest() {
    super(new SoftwareBackend());
  }
}
