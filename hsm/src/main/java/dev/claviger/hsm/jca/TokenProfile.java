package dev.claviger.hsm.jca;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.session.TokenSessions;
import dev.claviger.hsm.vendor.VendorProfile;

/**
 * What a token can do, and with which numbers: found by trying each algorithm once, when it is
 * first asked for, and known from then on to every vault on that token in this process.
 */
final class TokenProfile {
  private final VendorProfile vendor;
  private final Trials<KeyAlgorithm, AlgorithmProfile> known = new Trials<>();

  private TokenProfile(VendorProfile vendor) {
    this.vendor = vendor;
  }

  static TokenProfile of(TokenSessions sessions, VendorProfile vendor) {
    return sessions.token().learnt(vendor, TokenProfile.class, () -> new TokenProfile(vendor));
  }

  AlgorithmProfile get(KeyAlgorithm algorithm, TokenSessions sessions) {
    return known.answer(algorithm, sessions, () -> new Probe(sessions, vendor).tryOut(algorithm));
  }

  /** What is asked next is tried out again. */
  void forget() {
    known.forget();
  }
}
