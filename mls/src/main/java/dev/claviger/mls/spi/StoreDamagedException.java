package dev.claviger.mls.spi;

/**
 * What is stored is not what was written: changed, exchanged, missing, brought back from earlier,
 * or sealed under another key. Other scopes are not concerned, and nothing is overwritten.
 */
public class StoreDamagedException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreDamagedException(StoreScope scope, String what) {
    super(scope + ": " + what);
  }

  public StoreDamagedException(StoreScope scope, String what, Throwable cause) {
    super(scope + ": " + what, cause);
  }
}
