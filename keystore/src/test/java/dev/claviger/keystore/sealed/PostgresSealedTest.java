package dev.claviger.keystore.sealed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.crypto.tink.Aead;
import dev.claviger.mls.spi.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class PostgresSealedTest extends SealedStoreContract {
  private String url;

  @Override
  SealedGroupStore open(Aead key, Aead... former) {
    if (url == null) {
      url = Postgres.require().newDatabase();
    }
    return Postgres.open(url, key, former);
  }

  @Override
  Connection connect() throws SQLException {
    return Postgres.connect(url);
  }

  @Override
  RowTable table() {
    return new PlainRows();
  }

  @Test
  void clientsOfOneDatabase_doNotSeeEachOther() {
    put(store, GROUP, A, "value");
    try (SealedGroupStore other =
        PostgresGroupStore.open(url, Postgres.require().properties(), "other", Keys.SECOND)) {
      assertEquals(Map.of(), rows(other, GROUP));
      put(other, GROUP, A, "another");
    }
    assertEquals(Map.of(A, "value"), rows(store, GROUP));
  }

  @Test
  void aConnectionLostInTheWork_writesNothing_andTheNextIsNew() throws Exception {
    put(store, GROUP, A, "value");
    assertThrows(
        StoreException.class,
        () ->
            change(
                store,
                GROUP,
                transaction -> {
                  transaction.put(GROUP, A, secret("never"));
                  endAllConnections();
                }));
    assertEquals(Map.of(A, "value"), rows(store, GROUP));
    endAllConnections();
    put(store, GROUP, A, "later");
    assertEquals(Map.of(A, "later"), rows(store, GROUP));
  }

  /** The fault is injected: the commit happens, or does not, and then the connection is gone. */
  @Test
  void aCommitThatIsNotAnswered_isLookedUp() throws Exception {
    put(store, GROUP, A, "value");
    AtomicReference<String> fault = new AtomicReference<>("");
    Connections faulty = new Faulty(fault);
    try (SealedGroupStore other =
        PostgresGroupStore.open(faulty, PostgresDatabase.FORMATS, "test", Keys.FIRST)) {
      fault.set("after");
      put(other, GROUP, A, "committed");
      assertEquals("", fault.get());
      assertEquals(Map.of(A, "committed"), rows(store, GROUP));
      fault.set("before");
      assertThrows(StoreException.class, () -> put(other, GROUP, A, "lost"));
      assertEquals("", fault.get());
      assertEquals(Map.of(A, "committed"), rows(other, GROUP));
    }
  }

  private void endAllConnections() {
    try (Connection connection = connect()) {
      Sql.list(
          Statements.of(connection),
          result -> result.getBoolean(1),
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Faulty implements Connections {
    private final AtomicReference<String> fault;

    Faulty(AtomicReference<String> fault) {
      this.fault = fault;
    }

    @Override
    public Connection take() throws SQLException {
      Connection real = connect();
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                boolean now = method.getName().equals("commit") && !fault.get().isEmpty();
                if (now && fault.getAndSet("").equals("before")) {
                  real.rollback();
                  throw new SQLException("lost before the commit", "08006");
                }
                try {
                  Object result = method.invoke(real, arguments);
                  if (now) {
                    throw new SQLException("lost after the commit", "08006");
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    @Override
    public void giveBack(Connection connection, boolean usable) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {}
  }
}
