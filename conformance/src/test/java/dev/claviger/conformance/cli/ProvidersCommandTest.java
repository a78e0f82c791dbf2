package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.primitive.Primitive;
import org.junit.jupiter.api.Test;

final class ProvidersCommandTest {
  @Test
  void everyPrimitive_isListed_withItsChoice() {
    CommandRun run = CommandRun.of("providers", "--millis", "1");
    assertEquals(0, run.exit(), run.err());
    for (Primitive primitive : Primitive.all()) {
      assertTrue(
          run.out().lines().anyMatch(line -> line.matches(primitive.name() + " .*(BC|JDK) .*")),
          () -> primitive.name() + " is missing in\n" + run.out());
    }
    assertTrue(run.out().contains("refused: Conscrypt: "), run.out());
  }
}
