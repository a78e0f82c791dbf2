package dev.claviger.conformance.contract;

final class AndroidGroupTest extends GroupContract {
  AndroidGroupTest() {
    super(new AndroidBackend(AndroidGroupTest.class));
  }
}
