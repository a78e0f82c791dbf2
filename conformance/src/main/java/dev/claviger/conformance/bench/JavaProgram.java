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
    long start = System.nanoTime();
    long until = start + nanos;
    List<Future<Share>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(this.threads.submit(() -> repeat(operation, until)));
    }
    long done = 0;
    long cpu = 0;
    try {
      for (Future<Share> one : running) {
        done += one.get().done();
        cpu += one.get().cpuNanos();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return new Round(done, System.nanoTime() - start, cpu);
  }

  private record Share(long done, long cpuNanos) {}

  private static Share repeat(Runnable operation, long until) {
    long cpu = CLOCK.getCurrentThreadCpuTime();
    long done = 0;
    do {
      operation.run();
      done++;
    } while (System.nanoTime() - until < 0);
    return new Share(done, CLOCK.getCurrentThreadCpuTime() - cpu);
  }
}
