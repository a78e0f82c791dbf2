package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.crypto.hpke.KemId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One {@link Agreement} for each KEM that the vectors call for. */
final class Agreements {
  private final Map<KemId, Agreement> agreements = new ConcurrentHashMap<>();

  Agreement of(KemId kem) {
    return agreements.computeIfAbsent(kem, Agreement::new);
  }
}
