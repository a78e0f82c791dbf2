package dev.claviger.hsm.jca;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.session.TokenSessions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a token can do, and with which numbers: found by trying each algorithm once, when it is
 * first asked for, and known from then on to every vault on that token.
 */
final class TokenProfile {
  private final TokenNumbers numbers;
  private final Map<KeyAlgorithm, AlgorithmProfile> known = new ConcurrentHashMap<>();

  private TokenProfile(TokenNumbers numbers) {
    this.numbers = numbers;
  }

  static TokenProfile of(TokenSessions sessions, TokenNumbers numbers) {
    return sessions.token().shared(TokenProfile.class, () -> new TokenProfile(numbers));
  }

  AlgorithmProfile get(KeyAlgorithm algorithm, TokenSessions sessions) {
    return known.computeIfAbsent(
        algorithm, absent -> new Probe(sessions, numbers).tryOut(algorithm));
  }
}
