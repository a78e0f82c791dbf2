package dev.claviger.mls.spi;

/**
 * Another process changed the same scope at the same time. Nothing was written: do it again, on the
 * state that is there now.
 */
public class StoreConflictException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreConflictException(StoreScope scope) {
    super("another process has changed " + scope + " meanwhile; nothing was written");
  }
}
