package dev.claviger.keystore.sealed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** At most so many connections of this store's own; those that are idle are kept. */
final class ConnectionPool implements Connections {
  static final int SIZE = 8;
  private static final long PATIENCE_SECONDS = 30;

  private final String url;
  private final Properties properties;
  private final Semaphore free = new Semaphore(SIZE, true);
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  ConnectionPool(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  @Override
  public Connection take() throws SQLException {
    try {
      if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new SQLTimeoutException("all " + SIZE + " connections are in use");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTimeoutException("interrupted while waiting for a connection", e);
    }
    Connection connection;
    synchronized (idle) {
      connection = idle.poll();
    }
    if (connection != null) {
      return connection;
    }
    boolean connected = false;
    try {
      connection = DriverManager.getConnection(url, properties);
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        free.release();
      }
    }
  }

  @Override
  public void giveBack(Connection connection, boolean usable) {
    synchronized (idle) {
      if (usable && !closed) {
        idle.push(connection);
        connection = null;
      }
    }
    if (connection != null) {
      discard(connection);
    }
    free.release();
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(ConnectionPool::discard);
      idle.clear();
    }
  }

  private static void discard(Connection connection) {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // it is broken, and nothing was to come of it
    }
  }
}
