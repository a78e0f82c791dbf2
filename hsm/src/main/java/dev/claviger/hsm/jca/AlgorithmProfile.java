package dev.claviger.hsm.jca;

import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.vendor.TokenNumbers;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What probing found out about one algorithm on one token. */
sealed interface AlgorithmProfile {
  /**
   * A trial key was generated and used, and software agreed with the result.
   *
   * @param mechanism that uses the key
   * @param steps by the routes that gave the right result; none for a signature scheme
   */
  record Works(
      KeyAlgorithm algorithm,
      TokenNumbers.Generation generation,
      long mechanism,
      Map<AgreementRoute, AgreementStep> steps)
      implements AlgorithmProfile {
    public Works {
      steps = Map.copyOf(steps);
    }

    Set<AgreementRoute> routes() {
      return new TreeSet<>(steps.keySet());
    }
  }

  /** It does not; {@code reason} says what is missing. */
  record Lacks(String reason) implements AlgorithmProfile {}
}
