package dev.claviger.conformance.tokencheck;

import dev.claviger.crypto.key.KeyVault;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits for a token, and not for ever: all that calls it is done on one other thread. A call into a
 * vendor's library cannot be broken off, so the thread of one that hangs is left behind, and
 * another one goes on. A token that has hung twice is asked no more. For one caller at a time.
 */
public final class Patience {
  private static final int HANGS = 2;

  private final Duration limit;
  private ExecutorService worker = worker();
  private int hangs;

  /**
   * @param limit for each call; longer than a vault waits for a session
   */
  public Patience(Duration limit) {
    this.limit = limit;
  }

  Duration limit() {
    return limit;
  }

  /** As long again, for another caller. */
  Patience another() {
    return new Patience(limit);
  }

  /** Whether nothing is asked any more. */
  boolean isOver() {
    return hangs >= HANGS;
  }

  void wait(Runnable work) {
    get(
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * What the work gives, or throws.
   *
   * @throws NoAnswerException if it takes too long, or is not begun because others did
   */
  public <T> T get(Supplier<T> work) {
    if (isOver()) {
      throw new NoAnswerException("not asked, for the token stopped answering", false);
    }
    try {
      return worker.submit(work::get).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      hangs++;
      worker.shutdownNow();
      worker = worker();
      throw new NoAnswerException("no answer within " + shown(limit), true);
    } catch (ExecutionException e) {
      throw Together.rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CheckFailedException("the check was interrupted", e);
    }
  }

  /**
   * Closes a vault, and lets the thread end.
   *
   * @throws NoAnswerException if that takes too long
   */
  public void close(KeyVault vault) {
    try {
      wait(vault::close);
    } finally {
      end();
    }
  }

  /** Lets the thread end. */
  void end() {
    worker.shutdown();
  }

  private static ExecutorService worker() {
    return Executors.newSingleThreadExecutor(Together::daemon);
  }

  private static String shown(Duration time) {
    return time.toMillis() % 1000 == 0
        ? time.toSeconds() + " seconds"
        : time.toMillis() + " milliseconds";
  }
}
