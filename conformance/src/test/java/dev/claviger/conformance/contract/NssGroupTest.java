package dev.claviger.conformance.contract;

final class NssGroupTest extends GroupContract {
  NssGroupTest() {
    super(new NssBackend(Nss.DATABASE, NssGroupTest.class));
  }
}
