package dev.claviger.keystore.android;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultException;

/**
 * The key works only for a while after the user has authenticated, or on an unlocked device. It is
 * unharmed: let the user authenticate, and do it again.
 */
public final class UserAuthenticationRequiredException extends VaultException {
  private static final long serialVersionUID = 1L;

  private final transient KeyRef key;

  UserAuthenticationRequiredException(KeyRef key, Throwable cause) {
    super(key + " needs the user to authenticate or to unlock the device; then try again", cause);
    this.key = key;
  }

  /** The key that waits for the user; null in a copy that was serialised. */
  public KeyRef key() {
    return key;
  }
}
