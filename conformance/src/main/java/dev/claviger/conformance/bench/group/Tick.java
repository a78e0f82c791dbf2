package dev.claviger.conformance.bench.group;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.primitive.FixedBasePrimitive;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.provider.MlsProvider;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A piece of work that is always the same, by which one sees how fast the machine is just now: some
 * public keys of X25519, made in Java with the same primitive on every class path. What others do
 * on a shared machine slows arithmetic down by up to four fifths for minutes, and that of the
 * operations as much as this.
 */
final class Tick implements Ticks {
  private static final int KEYS = 16;
  private static final int WARM_UP = 200;
  private static final String PRIMITIVES = "X25519-base=BC,BCFIPS,JDK";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final FixedBasePrimitive base =
      Primitives.of(new MlsProvider().configure(PRIMITIVES)).fixedBase(Curve.X25519);
  private final Secret key = KeyScalars.random(Curve.X25519);

  private Tick() {}

  /**
   * Nanoseconds of processor time that it takes just now: alone, and on two threads at once. A
   * virtual processor may share a core with another of the same machine, or with a stranger's.
   */
  record Reading(double alone, double beside, double elsewhere) {
    Reading and(Reading other) {
      return new Reading(
          (alone + other.alone) / 2,
          (beside + other.beside) / 2,
          (elsewhere + other.elsewhere) / 2);
    }

    /** For work that took so much processor time within so much time by the clock. */
    double of(double cpuNanos, double wallNanos) {
      double shared = Math.min(cpuNanos / 2, Math.max(0, cpuNanos - wallNanos));
      return cpuNanos <= 0
          ? alone
          : ((cpuNanos - 2 * shared) * alone + shared * (beside + elsewhere)) / cpuNanos;
    }
  }

  /** Ready to be compared with others. */
  static Tick warmedUp() {
    Tick tick = new Tick();
    for (int i = 0; i < WARM_UP; i++) {
      tick.before();
    }
    return tick;
  }

  /** The work alone comes last, so that the batch follows it on the same processor. */
  @Override
  public Reading before() {
    Reading both = together();
    return new Reading(nanos(), both.beside(), both.elsewhere());
  }

  /** The work alone comes first, likewise. */
  @Override
  public Reading after() {
    double alone = nanos();
    Reading both = together();
    return new Reading(alone, both.beside(), both.elsewhere());
  }

  private Reading together() {
    FutureTask<Double> elsewhere = new FutureTask<>(this::nanos);
    new Thread(elsewhere, "tick").start();
    double beside = nanos();
    try {
      return new Reading(beside, beside, elsewhere.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the other thread failed", e.getCause());
    }
  }

  private double nanos() {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < KEYS; i++) {
      base.publicKey(key);
    }
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
