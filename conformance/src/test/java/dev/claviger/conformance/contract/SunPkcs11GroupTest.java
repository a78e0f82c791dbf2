package dev.claviger.conformance.contract;

final class SunPkcs11GroupTest extends GroupContract {
  SunPkcs11GroupTest() {
    super(new SunPkcs11Backend(SunPkcs11GroupTest.class));
  }
}
