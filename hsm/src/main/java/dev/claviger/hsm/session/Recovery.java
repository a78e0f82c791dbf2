package dev.claviger.hsm.session;

import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.CryptokiException;
import java.util.Set;

/** What return values mean for a second attempt. */
public final class Recovery {
  /** Logged out, session gone, device gone or back, another operation in the way. */
  private static final Set<Long> RETRY =
      Set.of(
          Ckr.USER_NOT_LOGGED_IN,
          Ckr.OBJECT_HANDLE_INVALID, // SoftHSM's way to say logged out
          Ckr.KEY_HANDLE_INVALID,
          Ckr.WRAPPING_KEY_HANDLE_INVALID,
          Ckr.UNWRAPPING_KEY_HANDLE_INVALID,
          Ckr.SESSION_HANDLE_INVALID,
          Ckr.SESSION_CLOSED,
          Ckr.OPERATION_ACTIVE,
          Ckr.DEVICE_ERROR,
          Ckr.DEVICE_REMOVED,
          Ckr.TOKEN_NOT_PRESENT,
          Ckr.SLOT_ID_INVALID, // it may be in another slot
          Ckr.CRYPTOKI_NOT_INITIALIZED);

  private static final Set<Long> PIN =
      Set.of(
          Ckr.PIN_INCORRECT, Ckr.PIN_INVALID, Ckr.PIN_LEN_RANGE, Ckr.PIN_EXPIRED, Ckr.PIN_LOCKED);

  private Recovery() {}

  /** Worth putting right what may be wrong, and a second attempt. */
  public static boolean mayHelp(CryptokiException e) {
    return RETRY.contains(e.code()) || isAmbiguous(e);
  }

  /** Worth a second attempt only if something was found wrong: NSS says "logged out" like this. */
  static boolean isAmbiguous(CryptokiException e) {
    return e.code() == Ckr.HOST_MEMORY;
  }

  /** The token, the session or the login failed; it says nothing of what the token can do. */
  public static boolean isTransient(CryptokiException e) {
    return mayHelp(e)
        && e.code() != Ckr.OBJECT_HANDLE_INVALID
        && e.code() != Ckr.KEY_HANDLE_INVALID;
  }

  /** The token has no room; the failed call would go well on an empty one. */
  public static boolean isFull(CryptokiException e) {
    return e.code() == Ckr.DEVICE_MEMORY;
  }

  static boolean isPinRefusal(CryptokiException e) {
    return PIN.contains(e.code());
  }
}
