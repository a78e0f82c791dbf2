package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.spi.StoreOutcomeUnknownException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoredRow;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One scope in a transaction: as it was found, and what is to become of it. Rows are sealed when
 * they are put, and everything is written at the end.
 */
final class ScopeChanges {
  private final StoreScope scope;
  private final long store;
  private final RowTable table;
  private final SecureRandom random;
  private final Optional<StoredScope> found;
  private final RollbackMark mark;
  private final Sealer sealer;

  /**
   * What the scope is now, its digest as it was found; null if there is none, or if it was not
   * opened yet.
   */
  private ScopeHeader header;

  private boolean opened;

  private boolean changed;

  /** The header that was written last; empty if the scope was deleted. */
  private Optional<Bytes> written = Optional.empty();

  /** Whether no row that was found is left: the scope was deleted, or was not there. */
  private boolean emptied;

  private final Set<RowRange> cleared = new HashSet<>();
  private final Map<RowKey, Optional<byte[]>> rows = new LinkedHashMap<>();

  /**
   * @param mark what the store says of its guard
   * @param sealer of the generation that was found, of the current one if none was
   */
  ScopeChanges(
      StoreScope scope,
      long store,
      RowTable table,
      SecureRandom random,
      Optional<StoredScope> found,
      RollbackMark mark,
      Sealer sealer) {
    this.scope = scope;
    this.store = store;
    this.table = table;
    this.random = random;
    this.found = found;
    this.mark = mark;
    this.sealer = sealer;
    this.emptied = found.isEmpty();
    this.opened = found.isEmpty();
  }

  boolean changed() {
    return changed;
  }

  Optional<StateStamp> stamp() {
    return Optional.ofNullable(header()).map(this::stamp);
  }

  StateStamp renew() {
    header = made().with(draw(ScopeHeader.STAMP));
    return stamp(header);
  }

  void put(RowKey key, Secret value) {
    rows.put(key, Optional.of(sealer.seal(scope, made().life(), key, value)));
  }

  void delete(RowKey key) {
    if (header() != null) {
      changed = true;
      rows.put(key, Optional.empty());
    }
  }

  void deleteAll(int kind, long epoch) {
    if (header() != null) {
      changed = true;
      RowRange range = new RowRange(kind, epoch);
      cleared.add(range);
      rows.keySet().removeIf(key -> RowRange.of(key).equals(range));
    }
  }

  /** Needs nothing to be sound: so what is damaged is got rid of. */
  void deleteAll() {
    changed = changed || found.isPresent();
    opened = true;
    header = null;
    emptied = true;
    cleared.clear();
    rows.clear();
  }

  Optional<Secret> row(RowKey key, Link link) throws SQLException {
    if (header() == null) {
      return Optional.empty();
    }
    Optional<byte[]> mine = rows.get(key);
    if (mine == null) {
      mine =
          isCleared(key)
              ? Optional.empty()
              : Optional.ofNullable(
                  read(link, (statements, id) -> table.some(statements, id, Set.of(key))).get(key));
    }
    return mine.map(stored -> sealer.row(scope, header().life(), key, stored));
  }

  List<StoredRow> rows(Link link) throws SQLException {
    if (emptied) {
      return open(mine());
    }
    ScopeHeader asFound = header();
    Map<RowKey, byte[]> all = new HashMap<>(read(link, table::all));
    sealer.check(scope, asFound, all);
    all.keySet().removeIf(key -> isCleared(key) || rows.containsKey(key));
    all.putAll(mine());
    return open(all);
  }

  /** Writes all of it; the connection is in the transaction that will be committed. */
  void write(Statements statements, boolean held) throws SQLException {
    if (!held && !StoredScope.find(statements, store, scope, "").equals(found)) {
      throw new StoreConflictException(scope);
    }
    if (found.isPresent() && emptied) {
      table.deleteAll(statements, found.get().id());
      if (header == null) {
        found.get().delete(statements);
      }
    }
    if (header() == null) {
      return;
    }
    Map<RowKey, byte[]> put = mine();
    if (emptied) {
      byte[] sealed = sealed(sealer.digest(RowDigest.EMPTY, put));
      table.add(statements, line(statements, sealed), put);
    } else {
      Map<RowKey, byte[]> old = table.change(statements, found.orElseThrow().id(), rows, cleared);
      line(statements, sealed(sealer.digest(sealer.digestWithout(header.digest(), old), put)));
    }
  }

  private byte[] sealed(RowDigest digest) {
    byte[] sealed = sealer.seal(scope, header.with(digest));
    written = Optional.of(Bytes.wrap(sealed));
    return sealed;
  }

  /** Writes the line of the scope; its number. */
  private long line(Statements statements, byte[] sealed) throws SQLException {
    if (found.isEmpty()) {
      return StoredScope.insert(statements, store, scope, sealer.generation(), sealed);
    }
    found.get().update(statements, sealer.generation(), sealed);
    return found.get().id();
  }

  /**
   * Whether what was written is there, after a commit that was not answered.
   *
   * @throws StoreOutcomeUnknownException if another has written since, so that it cannot be told
   */
  boolean isCommitted(Statements statements, String suffix) throws SQLException {
    Optional<StoredScope> now = StoredScope.find(statements, store, scope, suffix);
    if (now.map(StoredScope::header).equals(written)) {
      return true;
    }
    if (now.equals(found)) {
      return false;
    }
    throw new StoreOutcomeUnknownException(
        "the connection was lost in the commit, and whether " + scope + " was written is unknown");
  }

  private interface RowQuery {
    Map<RowKey, byte[]> apply(Statements statements, long id) throws SQLException;
  }

  /** Rows as they are stored, if the scope still is as it was found. */
  private Map<RowKey, byte[]> read(Link link, RowQuery query) throws SQLException {
    if (emptied) {
      return Map.of();
    }
    return link.read(
        statements -> {
          if (!link.holdsScopes()
              && !StoredScope.find(statements, store, scope, "").equals(found)) {
            throw new StoreConflictException(scope);
          }
          return query.apply(statements, found.orElseThrow().id());
        });
  }

  private List<StoredRow> open(Map<RowKey, byte[]> sealed) {
    return sealed.isEmpty() ? List.of() : sealer.rows(scope, header().life(), sealed);
  }

  private Map<RowKey, byte[]> mine() {
    Map<RowKey, byte[]> out = new LinkedHashMap<>();
    rows.forEach((key, row) -> row.ifPresent(stored -> out.put(key, stored)));
    return out;
  }

  private boolean isCleared(RowKey key) {
    return emptied || cleared.contains(RowRange.of(key));
  }

  private ScopeHeader header() {
    if (!opened) {
      header = sealer.header(scope, found.orElseThrow().header().toByteArray());
      opened = true;
    }
    return header;
  }

  private ScopeHeader made() {
    changed = true;
    if (header() == null) {
      header =
          new ScopeHeader(
              draw(ScopeHeader.STAMP), draw(ScopeHeader.LIFE), RowDigest.EMPTY, mark.count());
    }
    return header;
  }

  private StateStamp stamp(ScopeHeader of) {
    return new StateStamp(of.stamp(), mark.isRestored(of.madeAt()));
  }

  private Bytes draw(int length) {
    byte[] out = new byte[length];
    random.nextBytes(out);
    return Bytes.wrap(out);
  }
}
