package dev.claviger.conformance.contract;

final class NssCipherSuiteTest extends CipherSuiteContract {
  NssCipherSuiteTest() {
    super(new NssBackend(Nss.DATABASE, NssCipherSuiteTest.class));
  }
}
