package dev.claviger.conformance.bench;

import dev.claviger.crypto.primitive.Primitive;
import dev.claviger.crypto.primitive.Primitives;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A backend that was asked for a primitive: measured, or refused and why. */
public sealed interface Candidate {
  String backend();

  /**
   * It has the primitive, and passed its self-test.
   *
   * @param rates by operation, in the order of {@link PrimitiveOperation#of}
   */
  record Measured(String backend, Map<String, Rate> rates) implements Candidate {}

  record Refused(String backend, String reason) implements Candidate {}

  /** Asks a backend for a primitive, and measures each of its operations for a time. */
  static Candidate measure(Primitive primitive, String backend, Duration time) {
    try {
      Object implementation = Primitives.candidate(primitive, backend);
      Map<String, Rate> rates = new LinkedHashMap<>();
      for (PrimitiveOperation operation : PrimitiveOperation.of(primitive, implementation)) {
        rates.put(operation.name(), Rate.of(operation.run(), time));
      }
      return new Measured(backend, rates);
    } catch (GeneralSecurityException | RuntimeException e) {
      return new Refused(backend, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }
}
