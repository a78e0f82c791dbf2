package dev.claviger.conformance.bench.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.bench.Spread;
import dev.claviger.conformance.bench.stack.Usage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often something is repeated. */
public final class RoundsTest {
  /** A machine that is always as fast. */
  private static final Ticks STEADY =
      new Ticks() {
        @Override
        public Tick.Reading before() {
          return new Tick.Reading(1, 1, 1);
        }

        @Override
        public Tick.Reading after() {
          return before();
        }
      };

  private int runs;

  @Test
  void workThatTakesLittle_isMeasuredNoMoreThanTheMostRounds() {
    assertEquals(7, measure(new Pace(0, 0, 0, 60_000, 3, 7, 0)).rounds());
    assertEquals(7, runs);
  }

  @Test
  void workThatTakesLongerThanItsTime_isMeasuredTheLeastRounds() {
    assertEquals(3, measure(new Pace(0, 0, 0, 0, 3, 7, 0)).rounds());
  }

  @Test
  void warmUp_isARoundAtLeast() {
    measure(new Pace(0, 1, 1, 0, 1, 1, 0));
    assertTrue(runs >= 2, "runs: " + runs);
  }

  @Test
  void warmUp_doesNotCountWhatIsPrepared() {
    Work slowToPrepare =
        new Work() {
          @Override
          public void prepare(int count) {
            if (runs == 0) {
              sleep(300);
            }
          }

          @Override
          public Object run() {
            sleep(1);
            return runs++;
          }
        };
    Rounds.measure(
        slowToPrepare, false, new Pace(0, 200, 60_000, 0, 1, 1, 0), () -> Usage.NONE, STEADY);
    assertTrue(runs > 2, "runs: " + runs);
  }

  @Test
  void warmUp_ofShortRuns_hasAsManyAsTheJvmCompilesBy() {
    measure(new Pace(0, 1, 60_000, 0, 1, 1, 0));
    assertTrue(runs > 15_000, "runs: " + runs);
  }

  @Test
  void warmUp_endsInTimeWhateverItHadThen() {
    assertTimeout(Duration.ofMinutes(1), () -> measure(new Pace(0, 3_600_000, 1, 0, 1, 1, 0)));
  }

  /** Half of the batches while the machine is half as fast. */
  @Test
  void timesOfASlowMachine_areTakenAtTheTickThatItHadThen() {
    List<Reading> readings =
        List.of(
            new Reading(10, 20, 1, Usage.NONE, 100),
            new Reading(10, 20, 1, Usage.NONE, 100),
            new Reading(20, 40, 1, Usage.NONE, 200));
    Figures figures = Reading.figures(readings, 0, 0);
    assertEquals(new Spread(10, 10, 10), figures.wallNanos());
    assertEquals(new Spread(20, 20, 20), figures.cpuNanos());
    assertEquals(100, figures.tickNanos());
    assertEquals(new Spread(5, 5, 5), figures.atTick(50).wallNanos());
    assertEquals(1, figures.atTick(50).allocatedBytes());
  }

  @Test
  void tickOfWorkThatIsSharedOut_isThatOfBothProcessors() {
    Tick.Reading before = new Tick.Reading(100, 150, 200);
    Tick.Reading around = before.and(new Tick.Reading(100, 250, 400));
    assertEquals(new Tick.Reading(100, 200, 300), around);
    assertEquals(100, around.of(40, 40));
    assertEquals(100, around.of(0, 40));
    assertEquals(250, around.of(40, 20));
    assertEquals(175, around.of(40, 30));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Figures measure(Pace pace) {
    return Rounds.measure(() -> runs++, false, pace, () -> Usage.NONE, STEADY);
  }
}
