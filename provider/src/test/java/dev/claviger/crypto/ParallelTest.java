package dev.claviger.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Work that is shared between processors. */
final class ParallelTest {
  private static final List<Integer> MANY =
      IntStream.range(0, 1_000).boxed().collect(Collectors.toList());

  @Test
  void eachIsDoneOnce() {
    ConcurrentHashMap<Integer, AtomicInteger> times = new ConcurrentHashMap<>();
    Parallel.forEach(
        MANY, i -> times.computeIfAbsent(i, n -> new AtomicInteger()).incrementAndGet());
    assertEquals(MANY.size(), times.size());
    times.forEach((i, count) -> assertEquals(1, count.get(), "item " + i));
  }

  @Test
  void resultsAreInTheOrderOfTheItems() {
    assertEquals(
        MANY.stream().map(i -> 3 * i).collect(Collectors.toList()), Parallel.map(MANY, i -> 3 * i));
    assertEquals(List.of(), Parallel.map(List.of(), i -> i));
    assertEquals(List.of("one"), Parallel.map(List.of("one"), s -> s));
  }

  /** It ends only if all others are done by somebody else, however they would have been divided. */
  @Test
  void oneThatTakesLong_keepsNoOtherWaiting() {
    CountDownLatch others = new CountDownLatch(MANY.size() - 1);
    Parallel.forEach(
        MANY,
        i -> {
          if (i == 0) {
            await(others);
          } else {
            others.countDown();
          }
        });
  }

  @Test
  void whatIsThrown_isThrown_andTheRestIsLeft() {
    AtomicInteger done = new AtomicInteger();
    assertThrows(
        IllegalStateException.class,
        () ->
            Parallel.forEach(
                MANY,
                i -> {
                  if (i == 0) {
                    throw new IllegalStateException("the first");
                  }
                  sleep();
                  done.incrementAndGet();
                }));
    assertTrue(done.get() < MANY.size() - 1, "done: " + done);
  }

  private static void sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES), "nobody did the others");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
