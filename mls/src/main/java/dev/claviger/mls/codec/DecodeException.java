package dev.claviger.mls.codec;

/** Bytes that are not the struct they should be; the message names struct, field and rule. */
public final class DecodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field what was being read: {@code KeyPackage.init_key}
   * @param rule what it breaks, with its section
   */
  public DecodeException(String field, String rule) {
    super(field + ": " + rule);
    this.field = field;
  }

  /** What was being read, as {@code Struct.field} in the RFC's names. */
  public String field() {
    return field;
  }
}
