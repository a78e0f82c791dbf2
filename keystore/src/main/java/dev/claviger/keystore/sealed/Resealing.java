package dev.claviger.keystore.sealed;

import com.google.crypto.tink.Aead;
import dev.claviger.crypto.Bytes;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoredRow;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Moves all scopes of a store to a new generation of its data key. */
final class Resealing {
  private final Database database;
  private final long store;
  private final StoreKeys keys;
  private final ScopeLocks locks;
  private final Set<StoreScope> damaged = new LinkedHashSet<>();

  Resealing(Database database, long store, StoreKeys keys, ScopeLocks locks) {
    this.database = database;
    this.store = store;
    this.keys = keys;
    this.locks = locks;
  }

  /** The scopes that are damaged and were left. */
  List<StoreScope> run(Aead sealingKey, ResealProgress progress) {
    write(StoreScope.CLIENT, statements -> keys.makeNext(statements, sealingKey));
    write(StoreScope.CLIENT, keys::load);
    List<StoreScope> left = left();
    long total = left.size();
    long done = 0;
    progress.at(done, total);
    while (true) {
      for (StoreScope scope : left) {
        reseal(scope);
        done++;
        progress.at(done, Math.max(done, total));
      }
      left = left();
      if (left.isEmpty() && (!damaged.isEmpty() || dropFormer())) {
        return List.copyOf(damaged);
      }
    }
  }

  private List<StoreScope> left() {
    try (Link link = database.link()) {
      return link.read(statements -> StoredScope.before(statements, store, keys.current())).stream()
          .filter(scope -> !damaged.contains(scope))
          .toList();
    } catch (SQLException e) {
      throw database.failure(StoreScope.CLIENT, e);
    }
  }

  private void reseal(StoreScope scope) {
    ScopeLocks.Held held = locks.lock(List.of(scope));
    try {
      write(scope, statements -> reseal(statements, scope));
    } catch (StoreDamagedException e) {
      damaged.add(scope);
    } finally {
      held.close();
    }
  }

  private void reseal(Statements statements, StoreScope scope) throws SQLException {
    Optional<StoredScope> found = StoredScope.find(statements, store, scope, database.forUpdate());
    if (found.isEmpty() || found.get().generation() >= keys.current()) {
      return;
    }
    StoredScope stored = found.get();
    Sealer former = keys.sealer(stored.generation());
    Sealer current = keys.sealer();
    ScopeHeader header = former.header(scope, stored.header().toByteArray());
    Map<RowKey, byte[]> rows = database.rows().all(statements, stored.id());
    former.check(scope, header, rows);
    Bytes life = header.life();
    Map<RowKey, byte[]> anew = new HashMap<>();
    for (StoredRow row : former.rows(scope, life, rows)) {
      anew.put(row.key(), current.seal(scope, life, row.key(), row.value()));
      row.value().destroy();
    }
    Map<RowKey, Optional<byte[]>> put = new HashMap<>();
    anew.forEach((key, value) -> put.put(key, Optional.of(value)));
    database.rows().change(statements, stored.id(), put, Set.of());
    RowDigest digest = current.digest(RowDigest.EMPTY, anew);
    stored.update(statements, current.generation(), current.seal(scope, header.with(digest)));
  }

  /** False if another process has made a scope of a former generation since. */
  private boolean dropFormer() {
    try {
      write(
          StoreScope.CLIENT,
          statements -> {
            RollbackMark.open(RollbackMark.find(statements, store, database.forUpdate()), keys)
                .write(statements, store, keys);
            keys.dropFormer(statements);
            keys.load(statements);
          });
      return true;
    } catch (StoreConflictException e) {
      return false;
    }
  }

  private void write(StoreScope scope, Sql.Change change) {
    try (Link link = database.link()) {
      link.write(change);
    } catch (SQLException e) {
      throw database.failure(scope, e);
    }
  }
}
