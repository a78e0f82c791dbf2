package dev.claviger.conformance.contract;

final class NssFipsCipherSuiteTest extends CipherSuiteContract {
  NssFipsCipherSuiteTest() {
    super(new NssBackend(Nss.FIPS, NssFipsCipherSuiteTest.class));
  }
}
