package dev.claviger.hsm.jca;

import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import java.util.List;

/** What probing found out about one algorithm on one token. */
sealed interface AlgorithmProfile {
  /**
   * A trial key was generated and used, and software agreed with the result.
   *
   * @param mechanism that uses the key
   * @param routes that gave the right result; none for a signature scheme
   */
  record Works(
      KeyAlgorithm algorithm,
      TokenNumbers.Generation generation,
      long mechanism,
      List<AgreementRoute> routes)
      implements AlgorithmProfile {}

  /** It does not; {@code reason} says what is missing. */
  record Lacks(String reason) implements AlgorithmProfile {}
}
