package dev.claviger.conformance.contract;

final class NssFipsGroupTest extends GroupContract {
  NssFipsGroupTest() {
    super(new NssBackend(Nss.FIPS, NssFipsGroupTest.class));
  }
}
