package android.security.keystore;

import java.security.InvalidKeyException;

/** Of Android's class of that name, what the vault needs. */
public class UserNotAuthenticatedException extends InvalidKeyException {
  private static final long serialVersionUID = 1L;

  private UserNotAuthenticatedException() {}
}
