package dev.claviger.conformance.property;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations on random groups over a bad network. The seed is printed; {@code
 * -Dclaviger.seed=N} runs the same operations again (with other keys).
 */
final class RandomGroupsTest {
  private static final int STEPS = 400;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allWhoReachAnEpochAgreeOnIt_orRefuseWithATypedError(int suite) {
    long seed = Long.getLong("claviger.seed", System.nanoTime());
    System.out.println("random group of suite " + suite + ": -Dclaviger.seed=" + seed);
    try {
      RandomGroup group = new RandomGroup(Engine.suite(new CipherSuiteId(suite)), new Random(seed));
      for (int i = 0; i < STEPS; i++) {
        group.step();
      }
      group.settle();
      System.out.println("random group of suite " + suite + ": " + group.summary());
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("with -Dclaviger.seed=" + seed + ": " + e.getMessage(), e);
    }
  }
}
