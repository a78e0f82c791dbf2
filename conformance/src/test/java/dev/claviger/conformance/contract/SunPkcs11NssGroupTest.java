package dev.claviger.conformance.contract;

final class SunPkcs11NssGroupTest extends GroupContract {
  SunPkcs11NssGroupTest() {
    super(new SunPkcs11NssBackend(SunPkcs11NssGroupTest.class));
  }
}
