package dev.claviger.keystore.sealed;

import com.google.crypto.tink.Aead;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.RollbackGuard;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A {@link GroupStore} in a database, sealed: made by {@link SqliteGroupStore} and {@link
 * PostgresGroupStore}. Thread-safe. The format, and what it protects from, is {@code
 * docs/state.md}.
 */
public final class SealedGroupStore implements GroupStore {
  private static final System.Logger LOG = System.getLogger(SealedGroupStore.class.getName());
  private static final Comparator<StoreScope> ORDER =
      Comparator.comparing(StoreScope::kind).thenComparing(StoreScope::name);

  private final Database database;
  private final long number;
  private final StoreKeys keys;
  private final SecureRandom random;
  private final ScopeLocks locks = new ScopeLocks();
  private final Map<Thread, Joined> joined = new ConcurrentHashMap<>();
  private final Map<Thread, SealedTransaction> running = new ConcurrentHashMap<>();
  private volatile boolean keysChanged;

  /** What was last written of the guard's counter; null if there is none. */
  private volatile RollbackMark guarded;

  /** Whether scopes have become restored, or are so no longer, since this was opened. */
  private volatile boolean restorationChanged;

  private volatile KnownMark lastMark = new KnownMark(Bytes.empty(), RollbackMark.NONE);
  private volatile boolean closed;

  /** A mark as it is stored, and what it says. */
  private record KnownMark(Bytes stored, RollbackMark mark) {}

  SealedGroupStore(Database database, long number, StoreKeys keys, SecureRandom random) {
    this.database = database;
    this.number = number;
    this.keys = keys;
    this.random = random;
  }

  /**
   * Opens the store of a client, made anew if there is none.
   *
   * @param mayBeEmpty whether tables may be made where there are none
   * @throws SealingKeyException if no key opens it
   * @throws StoreFormatException if the database is of a later version
   */
  static SealedGroupStore open(
      Database database,
      boolean mayBeEmpty,
      String client,
      List<Aead> sealingKeys,
      SecureRandom random) {
    if (sealingKeys.isEmpty()) {
      throw new IllegalArgumentException("a store needs a sealing key");
    }
    try {
      Schema schema = new Schema(database);
      StoreId store;
      try (Link link = database.link()) {
        Optional<StoreId> there =
            link.read(statements -> schema.find(statements, client, mayBeEmpty));
        store = there.isPresent() ? there.get() : schema.make(client, sealingKeys, random);
      }
      StoreKeys keys = new StoreKeys(store, sealingKeys, random);
      try (Link link = database.link()) {
        link.read(
            statements -> {
              keys.load(statements);
              return true;
            });
      }
      return new SealedGroupStore(database, store.number(), keys, random);
    } catch (SQLException e) {
      throw database.failure(StoreScope.CLIENT, e);
    }
  }

  @Override
  public List<Bytes> names(StoreScope.Kind kind) {
    try (Link link = link()) {
      return link.read(statements -> StoredScope.names(statements, number, kind));
    } catch (SQLException e) {
      throw database.failure(StoreScope.CLIENT, e);
    }
  }

  @Override
  public Optional<StateStamp> stamp(StoreScope scope) {
    try (Link link = link()) {
      return changes(link, scope, "").stamp();
    } catch (SQLException e) {
      throw database.failure(scope, e);
    }
  }

  @Override
  public boolean isCurrent(StoreScope scope, Optional<StateStamp> known) {
    return (!isShared() && !restorationChanged) || stamp(scope).equals(known);
  }

  @Override
  public <T> T transact(List<StoreScope> scopes, Function<StoreTransaction, T> work) {
    if (running.get(Thread.currentThread()) != null) {
      throw new IllegalStateException("transactions are not nested");
    }
    List<StoreScope> sorted = scopes.stream().distinct().sorted(ORDER).toList();
    ScopeLocks.Held held = locks.lock(sorted);
    Joined within = joined.get(Thread.currentThread());
    List<Runnable> afterwards;
    T result;
    try (Link link = link()) {
      SealedTransaction transaction = begin(link, sorted);
      running.put(Thread.currentThread(), transaction);
      try {
        result = work.apply(transaction);
        afterwards = transaction.commit();
      } finally {
        transaction.end();
        running.remove(Thread.currentThread());
      }
    } catch (StoreConflictException e) {
      keysChanged = true;
      throw e;
    } catch (SQLException e) {
      throw database.failure(sorted.isEmpty() ? StoreScope.CLIENT : sorted.get(0), e);
    } finally {
      if (within == null) {
        held.close();
      } else {
        within.hold(held);
      }
    }
    if (within == null) {
      runAll(afterwards);
    } else {
      within.later(afterwards);
    }
    return result;
  }

  /**
   * Makes the transactions of this thread part of the application's own, over the same database:
   * groups and the application's rows are committed together or not at all. The connection is in a
   * transaction (auto-commit is off), in which nothing was read yet if it is SQLite's; the
   * application commits it and then calls {@link Joined#committed}, or rolls it back and closes.
   * Groups that were used in between are this thread's until then, and what they returned is not to
   * be sent before the commit.
   *
   * <pre>{@code
   * try (Joined joined = store.within(connection)) {
   *   Bytes message = group.protect(text);
   *   outbox.insert(connection, message);
   *   connection.commit();
   *   joined.committed();
   * }
   * }</pre>
   *
   * @throws IllegalStateException if this thread has joined one already
   * @throws IllegalArgumentException if the connection commits by itself, is to another store, or
   *     is set up so that a commit would not be durable
   * @throws StoreConflictException if SQLite's one writer is another, for too long or since the
   *     connection has read
   */
  public Joined within(Connection connection) {
    open();
    if (joined.get(Thread.currentThread()) != null || running.get(Thread.currentThread()) != null) {
      throw new IllegalStateException("this thread is in a transaction already");
    }
    try {
      if (connection.getAutoCommit()) {
        throw new IllegalArgumentException("the connection is not in a transaction");
      }
      database.check(connection);
      if (!keys.isOf(Statements.of(connection))) {
        throw new IllegalArgumentException("the connection is to another store");
      }
    } catch (SQLException e) {
      throw database.failure(StoreScope.CLIENT, e);
    }
    Thread thread = Thread.currentThread();
    Joined mine = new Joined(connection, () -> joined.remove(thread));
    joined.put(thread, mine);
    return mine;
  }

  /**
   * Compares the store with a counter outside of it, and advances both: after it was opened, before
   * a client uses it, and now and then. A copy of the database that was made before the counter was
   * last advanced is known for old, and stays {@link RollbackState#RESTORED} until {@link
   * #restoredIsHandled}. Each scope that it has stays {@linkplain StateStamp#restored restored}
   * until it is made anew: a group is, when it was rejoined.
   *
   * @throws dev.claviger.mls.spi.StoreDamagedException if what the store says of the counter was
   *     changed
   */
  public RollbackState guardBy(RollbackGuard guard) {
    guard(
        before -> {
          long outside = guard.current();
          long next = Math.max(before.count(), outside) + 1;
          return new RollbackMark(next, before.count() < outside ? next : before.restoredAt());
        },
        guard);
    return rollbackState();
  }

  /** What the last {@link #guardBy} found, in this process. */
  public RollbackState rollbackState() {
    RollbackMark mark = guarded;
    if (mark == null) {
      return RollbackState.NOT_DETECTABLE;
    }
    return mark.isRestored() ? RollbackState.RESTORED : RollbackState.NOT_SEEN;
  }

  /**
   * Says durably that all groups of a restored store were rejoined or given up: none is restored
   * from here on, whatever was done with it.
   */
  public void restoredIsHandled() {
    if (guarded == null) {
      throw new IllegalStateException("the store has no guard");
    }
    guard(before -> new RollbackMark(before.count(), 0), null);
  }

  /**
   * Written first and advanced then: a crash in between leaves the store one ahead, never behind.
   */
  private void guard(UnaryOperator<RollbackMark> change, RollbackGuard guard) {
    try (Link link = link()) {
      link.write(
          statements -> {
            RollbackMark before =
                mark(statements, RollbackMark.find(statements, number, database.forUpdate()));
            RollbackMark mark = change.apply(before);
            mark.write(statements, number, keys);
            restorationChanged |= mark.restoredAt() != before.restoredAt();
            guarded = mark;
          });
    } catch (SQLException e) {
      throw database.failure(StoreScope.CLIENT, e);
    }
    if (guard != null) {
      guard.advanceTo(guarded.count());
    }
  }

  /**
   * Seals everything anew under a new data key, which another sealing key seals, while the store is
   * in use: scope by scope, each in a transaction of its own. What was deleted before cannot be
   * read from any old copy once the former sealing key is destroyed. Broken off, it is begun again
   * by the same call with the same key, also by another process; other nodes must have been given
   * the new key first, as their sealing key, and the former one beside it.
   *
   * @return the scopes that are damaged; as long as there are any, they and the former data key
   *     stay as they are
   * @throws SealingKeyException if a resealing under another key has not ended
   */
  public List<StoreScope> reseal(Aead sealingKey, ResealProgress progress) {
    open();
    if (joined.containsKey(Thread.currentThread())) {
      throw new IllegalStateException("not within the application's transaction");
    }
    return new Resealing(database, number, keys, locks).run(sealingKey, progress);
  }

  @Override
  public boolean isShared() {
    return database.isShared();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      keys.destroy();
      database.close();
    }
  }

  @Override
  public String toString() {
    return "SealedGroupStore[" + database + (closed ? ", closed]" : "]");
  }

  static void runAll(List<Runnable> actions) {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "what was to follow a commit failed", e);
      }
    }
  }

  private SealedTransaction begin(Link link, List<StoreScope> scopes) throws SQLException {
    Map<StoreScope, ScopeChanges> changes = new LinkedHashMap<>();
    for (StoreScope scope : scopes) {
      changes.put(scope, changes(link, scope, database.forUpdate()));
    }
    return new SealedTransaction(database, link, changes);
  }

  private ScopeChanges changes(Link link, StoreScope scope, String suffix) throws SQLException {
    return link.read(
        statements -> {
          StoredScope.Marked found = StoredScope.findMarked(statements, number, scope, suffix);
          Optional<Long> generation = found.scope().map(StoredScope::generation);
          if (keysChanged || generation.filter(one -> !keys.knows(one)).isPresent()) {
            keys.load(statements);
            keysChanged = false;
          }
          Sealer sealer = generation.isPresent() ? keys.sealer(generation.get()) : keys.sealer();
          return new ScopeChanges(
              scope,
              number,
              database.rows(),
              random,
              found.scope(),
              markOrDoubt(statements, found.mark()),
              sealer);
        });
  }

  /** Who changed the mark may have set the store back: it is read, and not sent from. */
  private RollbackMark markOrDoubt(Statements statements, Bytes stored) throws SQLException {
    try {
      return mark(statements, stored);
    } catch (StoreException e) {
      return RollbackMark.UNREADABLE;
    }
  }

  /** Opened once for as long as it stays the same. */
  private RollbackMark mark(Statements statements, Bytes stored) throws SQLException {
    KnownMark known = lastMark;
    if (!known.stored().equals(stored)) {
      if (!keys.knows(RollbackMark.generation(stored))) {
        keys.load(statements);
      }
      known = new KnownMark(stored, RollbackMark.open(stored, keys));
      lastMark = known;
    }
    return known.mark();
  }

  private Link link() throws SQLException {
    open();
    Joined within = joined.get(Thread.currentThread());
    return within == null ? database.link() : database.link(within.connection());
  }

  private void open() {
    if (closed) {
      throw new StoreException("the store is closed");
    }
  }
}
