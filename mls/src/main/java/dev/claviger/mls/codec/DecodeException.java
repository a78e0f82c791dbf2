package dev.claviger.mls.codec;

import dev.claviger.mls.rule.Rule;

/** Bytes that are not the struct they should be; the message names struct, field and rule. */
public final class DecodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Rule rule;
  private final String field;

  /**
   * @param rule what it breaks
   * @param field what was being read: {@code KeyPackage.init_key}
   * @param detail what was found instead
   */
  public DecodeException(Rule rule, String field, String detail) {
    super(field + ": " + detail + ": " + rule + " (" + rule.section() + ")");
    this.rule = rule;
    this.field = field;
  }

  /** As above, of a selector that no variant of the struct has. */
  public static DecodeException unknownSelector(String field, Object value) {
    return new DecodeException(Rule.SELECTOR_IS_KNOWN, field, "unknown value " + value);
  }

  public Rule rule() {
    return rule;
  }

  /** What was being read, as {@code Struct.field} in the RFC's names. */
  public String field() {
    return field;
  }
}
