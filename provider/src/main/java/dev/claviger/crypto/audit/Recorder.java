package dev.claviger.crypto.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does what is to be recorded, and records it. */
final class Recorder {
  private final AuditSink sink;
  private final boolean closed;

  /**
   * @param closed whether what cannot be recorded is undone
   */
  Recorder(AuditSink sink, boolean closed) {
    this.sink = sink;
    this.closed = closed;
  }

  <T> T record(KeyUse.Operation operation, Subject key, Supplier<T> action, Consumer<T> undo) {
    return record(operation, key, result -> key, action, undo);
  }

  /**
   * @param before what is known of the key if the action fails
   * @param after what is known of it if it does not
   */
  <T> T record(
      KeyUse.Operation operation,
      Subject before,
      Function<T, Subject> after,
      Supplier<T> action,
      Consumer<T> undo) {
    Instant time = Instant.now();
    long start = System.nanoTime();
    T result;
    try {
      result = action.get();
    } catch (RuntimeException e) {
      reportFailure(event(time, operation, before, Optional.of(e), start), e);
      throw e;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    try {
      sink.record(event(time, operation, after.apply(result), Optional.empty(), took));
    } catch (RuntimeException e) {
      if (closed) {
        undo.accept(result);
        throw new AuditException(
            "a private key was used and it could not be recorded; the result is withheld", e);
      }
      OperatorLog.error("a use of a private key could not be recorded", e);
    }
    return result;
  }

  /** What failed gives nothing away; the caller gets its own exception. */
  private void reportFailure(KeyUse event, RuntimeException cause) {
    try {
      sink.record(event);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
      OperatorLog.error("a failed use of a private key could not be recorded", e);
    }
  }

  private static KeyUse event(
      Instant time,
      KeyUse.Operation operation,
      Subject key,
      Optional<RuntimeException> failure,
      long start) {
    return event(time, operation, key, failure, Duration.ofNanos(System.nanoTime() - start));
  }

  private static KeyUse event(
      Instant time,
      KeyUse.Operation operation,
      Subject key,
      Optional<RuntimeException> failure,
      Duration took) {
    return new KeyUse(
        time,
        operation,
        key.store(),
        key.key(),
        key.purpose(),
        key.mechanism(),
        key.route(),
        GroupEpoch.current(),
        failure.map(e -> e.getClass().getSimpleName()),
        took);
  }
}
