package dev.claviger.hsm.session;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The calls that have not returned yet. Every call is entered here and taken out again, so a thread
 * has a slot that it mostly has for itself, far enough from the next one for no two to share a line
 * of the processor's cache. Thread-safe.
 */
final class CallsUnderWay {
  private static final int SLOTS = 64;

  /** References in a line of cache, where they are short. */
  private static final int APART = 16;

  private final AtomicReferenceArray<Call> slots = new AtomicReferenceArray<>(SLOTS * APART);

  /** Those that found their slot taken. */
  private final Set<Call> others = ConcurrentHashMap.newKeySet();

  /** One of them. */
  static final class Call {
    private final Thread thread = Thread.currentThread();
    private final long since = System.nanoTime();

    Thread thread() {
      return thread;
    }

    Duration age() {
      return Duration.ofNanos(System.nanoTime() - since);
    }
  }

  /** To be ended by the same thread. */
  Call begin() {
    Call call = new Call();
    if (!slots.compareAndSet(slot(call), null, call)) {
      others.add(call);
    }
    return call;
  }

  void end(Call call) {
    int slot = slot(call);
    if (slots.getPlain(slot) == call) {
      slots.setRelease(slot, null);
    } else {
      others.remove(call);
    }
  }

  /** All there are at some moment. */
  Stream<Call> all() {
    return Stream.concat(
        IntStream.range(0, SLOTS).mapToObj(i -> slots.get(i * APART)).filter(call -> call != null),
        others.stream());
  }

  private static int slot(Call call) {
    return (int) (call.thread().getId() & (SLOTS - 1)) * APART;
  }
}
