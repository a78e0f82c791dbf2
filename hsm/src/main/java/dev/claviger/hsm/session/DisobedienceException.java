package dev.claviger.hsm.session;

/**
 * The token does not say of an object what was demanded of it; the object was destroyed. Leaves
 * {@link TokenSessions#run} as {@link Faults#disobeyed}.
 */
public final class DisobedienceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param attributes in what it disobeys, for a reader
   */
  public DisobedienceException(String attributes) {
    super(attributes);
  }
}
