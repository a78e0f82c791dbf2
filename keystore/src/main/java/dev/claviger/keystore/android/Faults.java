package dev.claviger.keystore.android;

import android.security.KeyStoreException;
import android.security.keystore.KeyPermanentlyInvalidatedException;
import android.security.keystore.UserNotAuthenticatedException;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultException;

/** Failures of the Android Keystore as the vault's. */
final class Faults {
  private Faults() {}

  /**
   * @param what {@code could not sign}
   */
  static VaultException of(KeyRef ref, String what, Exception failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KeyPermanentlyInvalidatedException) {
        return new KeyDestroyedException(ref, failure);
      }
      if (cause instanceof UserNotAuthenticatedException || wantsTheUser(cause)) {
        return new UserAuthenticationRequiredException(ref, failure);
      }
      root = cause;
    }
    return new VaultException(
        "the Android Keystore " + what + " (" + ref + "): " + root.getMessage(), failure);
  }

  /** Before API level 33 the class is hidden, and only the typed exception tells. */
  private static boolean wantsTheUser(Throwable cause) {
    try {
      return cause instanceof KeyStoreException keystore && keystore.requiresUserAuthentication();
    } catch (LinkageError hidden) {
      return false;
    }
  }
}
