package dev.claviger.conformance.bench.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.bench.stack.Usage;
import org.junit.jupiter.api.Test;

/** How often something is repeated. */
public final class RoundsTest {
  private int runs;

  @Test
  void workThatTakesLittle_isMeasuredNoMoreThanTheMostRounds() {
    assertEquals(7, measure(new Pace(0, 0, 60_000, 3, 7, 0)).rounds());
    assertEquals(7, runs);
  }

  @Test
  void workThatTakesLongerThanItsTime_isMeasuredTheLeastRounds() {
    assertEquals(3, measure(new Pace(0, 0, 0, 3, 7, 0)).rounds());
  }

  @Test
  void warmUp_isARoundAtLeast() {
    measure(new Pace(0, 1, 0, 1, 1, 0));
    assertTrue(runs >= 2, "runs: " + runs);
  }

  private Figures measure(Pace pace) {
    return Rounds.measure(() -> runs++, false, pace, () -> Usage.NONE);
  }
}
