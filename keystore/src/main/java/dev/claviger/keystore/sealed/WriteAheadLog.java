package dev.claviger.keystore.sealed;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the write-ahead log of one file emptied some time after it was written to: until then it
 * keeps what transactions wrote over. One thread does so for all stores of the process, and ends
 * when none has been written to for a while.
 */
final class WriteAheadLog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WriteAheadLog.class.getName());
  private static final ScheduledThreadPoolExecutor CLOCK = clock();
  private static final int IDLE_SECONDS = 10;

  /** Somebody reads or writes: tried again soon, and told when that has happened so often. */
  private static final long SOON_MILLIS = 20;

  private static final int OFTEN = 500;

  private final String name;
  private final long millis;
  private final Emptying emptying;
  private final AtomicBoolean waits = new AtomicBoolean();
  private volatile Future<?> next;
  private int refused;

  /** Empties the log. */
  @FunctionalInterface
  interface Emptying {
    /**
     * @return false if others use what is in it; true also if the file is closed
     */
    boolean run() throws SQLException;
  }

  WriteAheadLog(String name, Duration time, Emptying emptying) {
    this.name = name;
    this.millis = time.toMillis();
    this.emptying = emptying;
  }

  /** It has been written to. */
  void written() {
    emptyAfter(millis);
  }

  private void emptyAfter(long time) {
    if (waits.compareAndSet(false, true)) {
      next = CLOCK.schedule(this::empty, time, TimeUnit.MILLISECONDS);
    }
  }

  private void empty() {
    waits.set(false);
    boolean done = false;
    Exception failure = null;
    try {
      done = emptying.run();
    } catch (SQLException | RuntimeException e) {
      failure = e;
    }
    refused = done ? 0 : refused + 1;
    if (refused % OFTEN == 1 && (failure != null || refused > 1)) {
      LOG.log(
          System.Logger.Level.WARNING,
          name + ": what was deleted is still in its write-ahead log, in use or failed",
          failure);
    }
    if (!done) {
      emptyAfter(SOON_MILLIS);
    }
  }

  /** Not emptied any more; who closes the file does so a last time. */
  @Override
  public void close() {
    Future<?> waiting = next;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "claviger write-ahead logs");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
    return clock;
  }
}
