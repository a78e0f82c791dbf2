package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;

/** That something is refused, and for the right reason. */
public final class Refusals {
  private Refusals() {}

  public static void assertRefused(Rule rule, Runnable action) {
    ValidationException e = assertThrows(ValidationException.class, action::run, rule::toString);
    assertEquals(rule, e.rule(), e::getMessage);
  }
}
