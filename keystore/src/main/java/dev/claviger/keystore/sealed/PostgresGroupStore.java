package dev.claviger.keystore.sealed;

import com.google.crypto.tink.Aead;
import dev.claviger.mls.spi.StoreException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Sealed stores in PostgreSQL: any number of clients in one database, any number of nodes for one
 * client. The tables are made where the connection's search path leads.
 */
public final class PostgresGroupStore {
  private PostgresGroupStore() {}

  /**
   * Opens the store of a client, made if there is none. The connections are the application's: they
   * come from its pool, which bounds their number, and are not closed with the store.
   *
   * @param client names the client among those of the database; it is not secret
   * @param sealingKey seals the store's data key, and is asked for nothing else
   * @param formerKeys that may be needed while the store is being resealed
   * @throws SealingKeyException if no key opens it
   * @throws StoreFormatException if the tables are of a later version
   */
  public static SealedGroupStore open(
      DataSource source, String client, Aead sealingKey, Aead... formerKeys) {
    return open(new FromSource(source), PostgresDatabase.FORMATS, client, sealingKey, formerKeys);
  }

  /**
   * The same with up to eight connections of its own.
   *
   * @param url as of the PostgreSQL JDBC driver
   * @param properties as of that driver: user, password, certificates
   */
  public static SealedGroupStore open(
      String url, Properties properties, String client, Aead sealingKey, Aead... formerKeys) {
    Properties all = new Properties();
    all.setProperty("tcpKeepAlive", "true");
    all.setProperty("connectTimeout", "20");
    all.setProperty("socketTimeout", "90");
    all.putAll(properties);
    ConnectionPool pool = new ConnectionPool(url, all);
    return open(pool, PostgresDatabase.FORMATS, client, sealingKey, formerKeys);
  }

  static SealedGroupStore open(
      Connections connections,
      List<List<String>> formats,
      String client,
      Aead sealingKey,
      Aead... formerKeys) {
    List<Aead> keys = new ArrayList<>(List.of(sealingKey));
    keys.addAll(List.of(formerKeys));
    boolean opened = false;
    try {
      SealedGroupStore store =
          SealedGroupStore.open(
              new PostgresDatabase(connections, formats), true, client, keys, new SecureRandom());
      opened = true;
      return store;
    } finally {
      if (!opened) {
        connections.close();
      }
    }
  }

  private record FromSource(DataSource source) implements Connections {
    @Override
    public Connection take() throws SQLException {
      return source.getConnection();
    }

    @Override
    public void giveBack(Connection connection, boolean usable) {
      try {
        connection.close();
      } catch (SQLException e) {
        if (usable) {
          throw new StoreException("the connection does not close", e);
        }
      }
    }

    @Override
    public void close() {}
  }
}
