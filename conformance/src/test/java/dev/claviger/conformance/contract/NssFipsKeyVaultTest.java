package dev.claviger.conformance.contract;

final class NssFipsKeyVaultTest extends KeyVaultContract {
  NssFipsKeyVaultTest() {
    super(new NssBackend(Nss.FIPS, NssFipsKeyVaultTest.class));
  }
}
