package dev.claviger.hsm;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a vault gets the token's user PIN when it must log in: at opening, and again if the token
 * has logged out meanwhile. The array it gives is wiped after use and kept nowhere, so each call
 * gives a new one. Called by one thread at a time.
 */
@FunctionalInterface
public interface PinSource {
  /** The PIN; empty if the token asks for it itself, on a keypad of its own. */
  Optional<char[]> get();

  /** A callback: a prompt, a secret manager's client. */
  static PinSource of(Supplier<char[]> callback) {
    return () -> Optional.of(callback.get());
  }

  /**
   * The first line of a file that only its owner may read or write.
   *
   * <p>Its {@link #get} throws {@link PinException} if the file is missing or empty, is owned by
   * another user, or has any access bit beyond 0600.
   */
  static PinSource file(Path path) {
    return new PinFile(path);
  }

  /** The token's own keypad or reader (CKF_PROTECTED_AUTHENTICATION_PATH). */
  static PinSource protectedPath() {
    return Optional::empty;
  }
}
