package dev.claviger.conformance.property;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations on random groups over a bad network: two of the cheap suites in groups of 10 to
 * 30, one of the costly ones in a smaller group for fewer steps. The seed is printed; {@code
 * -Dclaviger.seed=N} runs the same operations again (with other keys), and {@code
 * -Dclaviger.suite=N} chooses the suite.
 */
final class RandomGroupsTest {
  private static final List<Integer> CHEAP_SUITES = List.of(1, 2, 3);
  private static final List<Integer> COSTLY_SUITES = List.of(4, 5, 6, 7);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void allWhoReachAnEpochAgreeOnIt_orRefuseWithATypedError(int run) {
    long seed = Long.getLong("claviger.seed", System.nanoTime());
    boolean costly = run >= 2;
    int suite =
        Integer.getInteger(
            "claviger.suite", shuffled(costly ? COSTLY_SUITES : CHEAP_SUITES, seed).get(run % 2));
    String name = "random group " + run + " of suite " + suite;
    System.out.println(name + ": -Dclaviger.seed=" + seed);
    try {
      System.out.println(name + ": " + live(suite, new Random(31 * seed + run), costly));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(name + " with -Dclaviger.seed=" + seed + ": " + e.getMessage(), e);
    }
  }

  private static String live(int suite, Random random, boolean costly) {
    RandomGroup group =
        new RandomGroup(
            Engine.suite(new CipherSuiteId(suite)), random, costly ? 5 : 10, costly ? 9 : 30);
    int steps = costly ? 60 : 300;
    for (int i = 0; i < steps; i++) {
      group.step();
    }
    group.settle();
    RandomEnding ending = new RandomEnding(group.members(), random);
    if (random.nextBoolean()) {
      ending.branch();
    }
    if (random.nextBoolean()) {
      ending.reInit();
    }
    return group.summary();
  }

  private static List<Integer> shuffled(List<Integer> suites, long seed) {
    List<Integer> shuffled = new ArrayList<>(suites);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }
}
