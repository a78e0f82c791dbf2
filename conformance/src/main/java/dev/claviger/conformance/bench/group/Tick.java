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
final class Tick {
  private static final int KEYS = 16;
  private static final int WARM_UP = 200;
  private static final String PRIMITIVES = "X25519-base=BC,BCFIPS,JDK";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final FixedBasePrimitive base =
      Primitives.of(new MlsProvider().configure(PRIMITIVES)).fixedBase(Curve.X25519);
  private final Secret key = KeyScalars.random(Curve.X25519);

  private Tick() {}

  /**
   * Nanoseconds of processor time that it took just now, at once on two threads and so on two
   * cores, which others may keep busy by turns.
   */
  record Reading(double here, double elsewhere) {
    Reading and(Reading other) {
      return new Reading((here + other.here) / 2, (elsewhere + other.elsewhere) / 2);
    }

    /** For work of which a part, from 0 to 1, was done elsewhere. */
    double of(double partElsewhere) {
      return here + (elsewhere - here) * partElsewhere;
    }
  }

  /** Ready to be compared with others. */
  static Tick warmedUp() {
    Tick tick = new Tick();
    for (int i = 0; i < WARM_UP; i++) {
      tick.read();
    }
    return tick;
  }

  Reading read() {
    FutureTask<Double> elsewhere = new FutureTask<>(this::nanos);
    new Thread(elsewhere, "tick").start();
    double here = nanos();
    try {
      return new Reading(here, elsewhere.get());
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
