package dev.claviger.conformance.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.CryptoException;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.function.Executable;

/** The ways in which a message may be turned down; any other exception is a fault of ours. */
public final class Refusal {
  private Refusal() {}

  /** The result, or empty if the message was refused with a typed exception. */
  public static <T> Optional<T> orEmpty(Supplier<T> action) {
    try {
      return Optional.of(action.get());
    } catch (ValidationException | DecodeException | CryptoException e) {
      return Optional.empty();
    }
  }

  static void assertBy(Rule rule, Executable action) {
    assertEquals(rule, assertThrows(ValidationException.class, action).rule());
  }

  /** As {@link #orEmpty}, where there is no excuse but a rule or the encoding. */
  static <T> Optional<T> byRule(Supplier<T> action) {
    try {
      return Optional.of(action.get());
    } catch (ValidationException | DecodeException e) {
      return Optional.empty();
    }
  }
}
