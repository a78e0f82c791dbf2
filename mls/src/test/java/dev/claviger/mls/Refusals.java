package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;

/** That something is refused, and for the right reason. */
public final class Refusals {
  private Refusals() {}

  /** The same of bytes that are not the struct they should be. */
  public static void assertDecodeRefused(Rule rule, Runnable action) {
    DecodeException e = assertThrows(DecodeException.class, action::run, rule::toString);
    assertEquals(rule, e.rule(), e::getMessage);
  }

  public static void assertRefused(Rule rule, Runnable action) {
    ValidationException e = assertThrows(ValidationException.class, action::run, rule::toString);
    assertEquals(rule, e.rule(), e::getMessage);
  }
}
