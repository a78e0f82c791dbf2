package dev.claviger.conformance.tokencheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * An operation on several threads at once; a vault gives each of them a session of its own. How
 * long that may take is its caller's to say, who interrupts it.
 */
final class Together {
  private Together() {}

  /** Each thread does it so often. */
  static void times(int threads, int rounds, Runnable operation) {
    run(
        threads,
        () -> {
          for (int round = 0; round < rounds; round++) {
            operation.run();
          }
        });
  }

  /** How often a second all threads together do it, for as long as that. */
  static Speed speed(int threads, Duration time, Runnable operation) {
    LongAdder done = new LongAdder();
    long start = System.nanoTime();
    run(
        threads,
        () -> {
          do {
            operation.run();
            done.increment();
          } while (System.nanoTime() - start < time.toNanos());
        });
    return new Speed(threads, done.sum() * 1e9 / (System.nanoTime() - start));
  }

  private static void run(int threads, Runnable work) {
    ExecutorService executor = Executors.newFixedThreadPool(threads, Together::daemon);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            executor.submit(
                () -> {
                  start.await();
                  work.run();
                  return null;
                }));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CheckFailedException("the check was interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }

  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "token check");
    thread.setDaemon(true);
    return thread;
  }

  static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new CheckFailedException(Plain.line(cause), cause);
  }
}
