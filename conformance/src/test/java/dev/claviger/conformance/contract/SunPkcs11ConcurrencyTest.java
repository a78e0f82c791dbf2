package dev.claviger.conformance.contract;

final class SunPkcs11ConcurrencyTest extends ConcurrencyContract {
  SunPkcs11ConcurrencyTest() {
    super(new SunPkcs11Backend(SunPkcs11ConcurrencyTest.class));
  }
}
