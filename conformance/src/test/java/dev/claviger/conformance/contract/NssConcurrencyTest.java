package dev.claviger.conformance.contract;

/** NSS is called by one thread at a time, whatever its users do. */
final class NssConcurrencyTest extends ConcurrencyContract {
  NssConcurrencyTest() {
    super(new NssBackend(Nss.DATABASE, NssConcurrencyTest.class));
  }
}
