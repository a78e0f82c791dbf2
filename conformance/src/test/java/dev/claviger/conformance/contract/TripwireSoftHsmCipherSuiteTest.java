package dev.claviger.conformance.contract;

/** The whole engine over keys of a token, with tripwires in between. */
final class TripwireSoftHsmCipherSuiteTest extends CipherSuiteContract {
  TripwireSoftHsmCipherSuiteTest() {
    super(new TripwireBackend(new SoftHsmBackend(TripwireSoftHsmCipherSuiteTest.class)));
  }
}
