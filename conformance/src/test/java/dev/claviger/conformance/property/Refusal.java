package dev.claviger.conformance.property;

import dev.claviger.crypto.CryptoException;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.rule.ValidationException;
import java.util.Optional;
import java.util.function.Supplier;

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
}
