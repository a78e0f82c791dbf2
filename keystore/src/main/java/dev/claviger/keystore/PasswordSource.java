package dev.claviger.keystore;

import dev.claviger.crypto.key.VaultLoginException;
import java.io.IOException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;

/**
 * Where the PIN or passphrase of a vault comes from that has no file for it. A password is there
 * while vaults are opened and is wiped then; a callback is there for as long as they are.
 */
final class PasswordSource implements AutoCloseable {
  private final Optional<CallbackHandler> handler;
  private char[] password;

  private PasswordSource(char[] password, Optional<CallbackHandler> handler) {
    this.password = password == null ? null : password.clone();
    this.handler = handler;
  }

  static PasswordSource none() {
    return new PasswordSource(null, Optional.empty());
  }

  /**
   * @param password is copied; null for none
   */
  static PasswordSource of(char[] password) {
    return new PasswordSource(password, Optional.empty());
  }

  /**
   * @throws IOException if it is of another kind than a password or a callback
   */
  static PasswordSource of(KeyStore.ProtectionParameter protection) throws IOException {
    if (protection == null) {
      return none();
    } else if (protection instanceof KeyStore.PasswordProtection password) {
      return of(password.getPassword());
    } else if (protection instanceof KeyStore.CallbackHandlerProtection callback) {
      return new PasswordSource(null, Optional.of(callback.getCallbackHandler()));
    }
    throw new IOException(
        "a KeyStore of type MLS is protected by a PasswordProtection or a"
            + " CallbackHandlerProtection, not by "
            + protection.getClass().getName());
  }

  /** Whether there is anything to offer. */
  synchronized boolean isThere() {
    return password != null || handler.isPresent();
  }

  /** A new array, for the caller to wipe. */
  Optional<char[]> get(String vault) {
    if (handler.isPresent()) {
      return ask(handler.get(), vault);
    }
    synchronized (this) {
      return Optional.ofNullable(password).map(char[]::clone);
    }
  }

  /** Wipes the password; whoever is asked stays. */
  @Override
  public synchronized void close() {
    if (password != null) {
      Arrays.fill(password, '\0');
      password = null;
    }
  }

  private static Optional<char[]> ask(CallbackHandler handler, String vault) {
    PasswordCallback callback =
        new PasswordCallback("PIN or passphrase of the vault " + vault + ": ", false);
    try {
      handler.handle(new Callback[] {callback});
      return Optional.ofNullable(callback.getPassword());
    } catch (IOException | UnsupportedCallbackException e) {
      throw new VaultLoginException("the callback gave no PIN for the vault " + vault, e);
    } finally {
      callback.clearPassword();
    }
  }
}
