package dev.claviger.mls.rule;

/** Something decoded well and is still not acceptable: it breaks a {@link Rule}. */
public final class ValidationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Rule rule;

  public ValidationException(Rule rule) {
    super(rule + " (" + rule.section() + "): " + rule.text());
    this.rule = rule;
  }

  /**
   * @param detail where it was broken: a leaf, a node, a type; never a secret
   */
  public ValidationException(Rule rule, String detail) {
    super(rule + " (" + rule.section() + "): " + rule.text() + ": " + detail);
    this.rule = rule;
  }

  public ValidationException(Rule rule, Throwable cause) {
    super(rule + " (" + rule.section() + "): " + rule.text(), cause);
    this.rule = rule;
  }

  public Rule rule() {
    return rule;
  }
}
