package dev.claviger.hsm.session;

import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.session.CallsUnderWay.Call;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Knows which C_ calls of a module have not returned yet, and waits for the locks that are held
 * across such calls, but not for ever. A native call cannot be interrupted; one that never returns
 * costs the thread that made it, and whoever waits behind it is told so. Slow calls that do return
 * are waited for, however many of them there are. Thread-safe.
 */
final class CallWatch {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Whose methods are called what the functions are called. */
  private static final String SUN_BINDING = "sun.security.pkcs11.wrapper.PKCS11";

  private final ModuleSpec spec;
  private final Class<?> binding;
  private final Faults faults;
  private final CallsUnderWay calls = new CallsUnderWay();

  /** A lock that knows whom to blame. */
  static final class OwnedLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    Optional<Thread> owner() {
      return Optional.ofNullable(getOwner());
    }
  }

  CallWatch(ModuleSpec spec, Cryptoki cryptoki, Faults faults) {
    this.spec = spec;
    this.binding = cryptoki.getClass();
    this.faults = faults;
  }

  /** Makes a call, and knows of it until it returns. */
  <T> T during(Cryptoki cryptoki, Function<Cryptoki, T> function) {
    return during(() -> function.apply(cryptoki));
  }

  /** The same of calls that are made through another binding. */
  <T> T during(Supplier<T> function) {
    Call call = calls.begin();
    try {
      return function.get();
    } finally {
      calls.end(call);
    }
  }

  /**
   * Works while it holds the lock.
   *
   * @throws dev.claviger.crypto.key.VaultException if a call that has not returned for the module's
   *     patience is in the way
   */
  <T> T holding(Lock lock, Supplier<T> work) {
    lock(lock);
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void lock(Lock lock) {
    long start = System.nanoTime();
    boolean interrupted = false;
    try {
      while (!takes(lock)) {
        interrupted |= Thread.interrupted();
        Optional<Call> stuck = stuck(lock, Duration.ofNanos(System.nanoTime() - start));
        if (stuck.isPresent()) {
          throw faults.unresponsive(spec.library(), name(stuck.get()), stuck.get().age());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False if not soon; an interruption does not end the wait, as with a lock of Java's. */
  private static boolean takes(Lock lock) {
    try {
      return lock.tryLock(LOOK.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The call to blame: the lock owner's, or after a whole wait the oldest. */
  private Optional<Call> stuck(Lock lock, Duration waited) {
    Predicate<Call> suspected = call -> waited.compareTo(spec.patience()) >= 0;
    if (lock instanceof OwnedLock owned) {
      Optional<Thread> owner = owned.owner();
      suspected = call -> owner.equals(Optional.of(call.thread()));
    }
    return calls
        .all()
        .filter(suspected)
        .max(Comparator.comparing(Call::age))
        .filter(call -> call.age().compareTo(spec.patience()) > 0);
  }

  /** Asked of the thread itself, so that the calls that go well pay nothing for their names. */
  private String name(Call call) {
    String function = "a call"; // that has returned just now
    for (StackTraceElement frame : call.thread().getStackTrace()) {
      if (frame.getClassName().equals(binding.getName())) {
        function = "C_" + capitalised(frame.getMethodName());
      } else if (frame.getClassName().equals(SUN_BINDING)) {
        function = frame.getMethodName();
      }
    }
    return function + " of thread \"" + call.thread().getName() + "\"";
  }

  /** The binding calls its methods what PKCS#11 calls its functions, or nearly so. */
  private static String capitalised(String method) {
    return method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
  }
}
