package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScaleCommandTest {
  @Test
  void eachStepIsReported() {
    CommandRun run = CommandRun.of("scale", "--members", "9", "--suite", "2");
    assertEquals(0, run.exit(), run::err);
    for (String step : new String[] {"9 members", "adds all", "join", "removes one", "a message"}) {
      assertTrue(run.out().contains(step), run::out);
    }
  }

  @Test
  void groupOfOne_andAnUnknownSuite_areRefused() {
    assertEquals(2, CommandRun.of("scale", "--members", "1").exit());
    assertEquals(2, CommandRun.of("scale", "--suite", "8").exit());
  }
}
