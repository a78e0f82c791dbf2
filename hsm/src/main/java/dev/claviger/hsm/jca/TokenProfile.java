package dev.claviger.hsm.jca;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.session.TokenSessions;
import dev.claviger.hsm.vendor.VendorProfile;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a token can do, and with which numbers: found by trying each algorithm once, when it is
 * first asked for, and known from then on to every vault on that token in this process.
 */
final class TokenProfile {
  private final VendorProfile vendor;
  private final Map<KeyAlgorithm, AlgorithmProfile> known = new ConcurrentHashMap<>();

  private final Lock trying = new ReentrantLock();

  private TokenProfile(VendorProfile vendor) {
    this.vendor = vendor;
  }

  static TokenProfile of(TokenSessions sessions, VendorProfile vendor) {
    return sessions.token().learnt(vendor, TokenProfile.class, () -> new TokenProfile(vendor));
  }

  AlgorithmProfile get(KeyAlgorithm algorithm, TokenSessions sessions) {
    AlgorithmProfile there = known.get(algorithm);
    return there != null ? there : sessions.holding(trying, () -> tryOut(algorithm, sessions));
  }

  private AlgorithmProfile tryOut(KeyAlgorithm algorithm, TokenSessions sessions) {
    AlgorithmProfile found = known.get(algorithm);
    if (found == null) {
      found = new Probe(sessions, vendor).tryOut(algorithm);
      known.put(algorithm, found);
    }
    return found;
  }

  /** What is asked next is tried out again. */
  void forget() {
    known.clear();
  }
}
