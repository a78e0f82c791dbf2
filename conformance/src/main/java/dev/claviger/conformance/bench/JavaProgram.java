package dev.claviger.conformance.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** This process, repeating an operation on threads that are started once. */
final class JavaProgram implements AutoCloseable {
  private static final long LONGEST_WARM_UP = 15_000_000_000L;

  /** The fraction of a round that goes before it; the C program has the same. */
  private static final int LEAD_IN = 4;

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Its cost in processor time is that of the working threads: the compiler works beside them, and
   * so does the collector.
   */
  Round run(Runnable operation, int threads, long millis) {
    return rounds(operation, threads, millis * 1_000_000L);
  }

  /**
   * Repeats it until it is compiled: for that long, and so often on each thread, but no longer than
   * some seconds.
   */
  void warmUp(Runnable operation, int threads, long millis, long times) {
    long end = System.nanoTime() + LONGEST_WARM_UP;
    rounds(operation, threads, millis * 1_000_000L);
    long done = 0;
    while (done < times * threads && System.nanoTime() - end < 0) {
      done += rounds(operation, threads, millis * 1_000_000L).done();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Round rounds(Runnable operation, int threads, long nanos) {
    List<Future<Round>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(this.threads.submit(() -> repeat(operation, nanos)));
    }
    long done = 0;
    long elapsed = 0;
    long cpu = 0;
    try {
      for (Future<Round> one : running) {
        done += one.get().done();
        elapsed += one.get().nanos();
        cpu += one.get().cpuNanos();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return new Round(done, elapsed / threads, cpu);
  }

  /** What one thread did, after a fraction of a round in which it finds its processor. */
  private static Round repeat(Runnable operation, long nanos) {
    repeatFor(operation, nanos / LEAD_IN);
    return repeatFor(operation, nanos);
  }

  private static Round repeatFor(Runnable operation, long nanos) {
    long cpu = CLOCK.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    long elapsed;
    long done = 0;
    do {
      operation.run();
      done++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < nanos);
    return new Round(done, elapsed, CLOCK.getCurrentThreadCpuTime() - cpu);
  }
}
