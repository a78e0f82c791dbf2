package dev.claviger.keystore.sealed;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * The application's own database transaction, which the transactions of this thread are part of
 * until this is closed: see {@link SealedGroupStore#within}. Used by one thread.
 */
public final class Joined implements AutoCloseable {
  private final Connection connection;
  private final Runnable leave;
  private final List<ScopeLocks.Held> locks = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private boolean closed;

  Joined(Connection connection, Runnable leave) {
    this.connection = connection;
    this.leave = leave;
  }

  Connection connection() {
    return connection;
  }

  void hold(ScopeLocks.Held held) {
    locks.add(held);
  }

  void later(List<Runnable> actions) {
    afterwards.addAll(actions);
  }

  /**
   * Says that the application's commit has succeeded: what was to be done after it is done now.
   *
   * @throws IllegalStateException if this was closed
   */
  public void committed() {
    if (closed) {
      throw new IllegalStateException("closed before it was committed");
    }
    close();
    SealedGroupStore.runAll(afterwards);
  }

  /**
   * Ends the joining. Without {@link #committed} the application has rolled back, and nothing is
   * done afterwards. Idempotent.
   */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      leave.run();
      locks.forEach(ScopeLocks.Held::close);
    }
  }
}
