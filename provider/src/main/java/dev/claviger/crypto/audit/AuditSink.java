package dev.claviger.crypto.audit;

/** Where the events go. Implementations are thread-safe. */
@FunctionalInterface
public interface AuditSink {
  /**
   * Takes an event down.
   *
   * @throws RuntimeException if it cannot; what that means is the {@link AuditedVault}'s to decide
   */
  void record(KeyUse use);

  /** To this one and then to another: an event that the first cannot take does not reach it. */
  default AuditSink and(AuditSink other) {
    return use -> {
      record(use);
      other.record(use);
    };
  }
}
