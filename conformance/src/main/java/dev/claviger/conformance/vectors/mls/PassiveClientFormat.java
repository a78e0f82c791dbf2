package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.CipherSuite;

/** mlswg's {@code passive-client-*.json}: a member that joins a group and follows it. */
final class PassiveClientFormat extends MlsFormat.OfSuite {
  PassiveClientFormat() {
    super("passive-client");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    new PassiveClient(suite, in).follow();
  }
}
