package android.security;

/** Of Android's class of that name (public from API level 33), what the vault calls. */
public class KeyStoreException extends Exception {
  private static final long serialVersionUID = 1L;

  private KeyStoreException() {}

  public native boolean requiresUserAuthentication();
}
