package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreOutcomeUnknownException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import dev.claviger.mls.spi.StoredRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A transaction over scopes that are locked; it ends with its work. */
final class SealedTransaction implements StoreTransaction {
  private final Database database;
  private final Link link;
  private final Map<StoreScope, ScopeChanges> scopes;
  private final List<Runnable> afterwards = new ArrayList<>();
  private final Thread owner = Thread.currentThread();
  private boolean ended;

  SealedTransaction(Database database, Link link, Map<StoreScope, ScopeChanges> scopes) {
    this.database = database;
    this.link = link;
    this.scopes = scopes;
  }

  @Override
  public Optional<StateStamp> stamp(StoreScope scope) {
    return of(scope).stamp();
  }

  @Override
  public List<StoredRow> rows(StoreScope scope) {
    ScopeChanges changes = of(scope);
    try {
      return changes.rows(link);
    } catch (SQLException e) {
      throw database.failure(scope, e);
    }
  }

  @Override
  public Optional<Secret> row(StoreScope scope, RowKey key) {
    ScopeChanges changes = of(scope);
    try {
      return changes.row(key, link);
    } catch (SQLException e) {
      throw database.failure(scope, e);
    }
  }

  @Override
  public void put(StoreScope scope, RowKey key, Secret value) {
    of(scope).put(key, value);
  }

  @Override
  public void delete(StoreScope scope, RowKey key) {
    of(scope).delete(key);
  }

  @Override
  public void deleteAll(StoreScope scope, int kind, long epoch) {
    of(scope).deleteAll(kind, epoch);
  }

  @Override
  public void deleteAll(StoreScope scope) {
    of(scope).deleteAll();
  }

  @Override
  public StateStamp renew(StoreScope scope) {
    return of(scope).renew();
  }

  @Override
  public void afterCommit(Runnable action) {
    afterwards.add(action);
  }

  /** Ends it: writes what was changed, durably unless the application commits. */
  List<Runnable> commit() {
    ended = true;
    if (scopes.values().stream().noneMatch(ScopeChanges::changed)) {
      return afterwards;
    }
    StoreScope[] writing = new StoreScope[1];
    try {
      link.write(
          statements -> {
            for (Map.Entry<StoreScope, ScopeChanges> one : scopes.entrySet()) {
              writing[0] = one.getKey();
              if (one.getValue().changed()) {
                one.getValue().write(statements, link.holdsScopes());
              }
            }
          });
    } catch (SQLException e) {
      if (!database.mayBeCommitted(e) || !wasCommitted(e)) {
        throw database.failure(writing[0], e);
      }
    }
    return afterwards;
  }

  /** Looks it up over another statements, once the server has ended what the lost one began. */
  private boolean wasCommitted(SQLException lost) {
    if (link instanceof JoinedLink) {
      return false;
    }
    try (Link another = database.link()) {
      boolean committed = true;
      for (ScopeChanges changes : scopes.values()) {
        if (changes.changed()) {
          committed &=
              another.read(statements -> changes.isCommitted(statements, database.forUpdate()));
        }
      }
      return committed;
    } catch (SQLException e) {
      lost.addSuppressed(e);
      throw new StoreOutcomeUnknownException(
          "the connection was lost in the commit, and whether it succeeded is unknown", lost);
    }
  }

  void end() {
    ended = true;
  }

  private ScopeChanges of(StoreScope scope) {
    if (ended || Thread.currentThread() != owner) {
      throw new IllegalStateException("this transaction has ended, or is another thread's");
    }
    ScopeChanges changes = scopes.get(scope);
    if (changes == null) {
      throw new IllegalArgumentException(scope + " is not of this transaction");
    }
    return changes;
  }
}
