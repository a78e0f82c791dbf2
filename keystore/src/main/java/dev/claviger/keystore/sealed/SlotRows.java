package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows in slots, as SQLite has them. SQLite zeroes what it deletes (secure_delete), but not the
 * copies that it leaves behind when it moves what stays from page to page. So what is secret is
 * never moved: a slot keeps its place and its size for ever, is overwritten where it is, and is
 * used again. A new slot goes to the end of its table, where pages are added and none is divided.
 */
final class SlotRows implements RowTable {
  static final List<String> TABLES =
      List.of(
          "CREATE TABLE claviger_row (scope INTEGER NOT NULL, kind INTEGER NOT NULL,"
              + " epoch INTEGER NOT NULL, idx INTEGER NOT NULL, slot INTEGER NOT NULL,"
              + " length INTEGER NOT NULL, PRIMARY KEY (scope, kind, epoch, idx)) WITHOUT ROWID",
          "CREATE TABLE claviger_slot (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
          "CREATE TABLE claviger_free (size INTEGER NOT NULL, slot INTEGER NOT NULL,"
              + " PRIMARY KEY (size, slot)) WITHOUT ROWID");

  private static final int SMALLEST = 64;

  /**
   * A slot is looked up by a subquery, for which a plan is made once: SQLite makes that of a join
   * anew for each execution, since it may depend on the values that are bound.
   */
  private static final String SELECT =
      "SELECT kind, epoch, idx, length, slot,"
          + " (SELECT sealed FROM claviger_slot WHERE id = slot) AS sealed"
          + " FROM claviger_row WHERE";

  /** Where a row is, in a slot of which size, and how long it is itself. */
  private record Place(RowKey key, long slot, int size, int length) {
    static Place read(ResultSet result, byte[] padded) throws SQLException {
      return new Place(
          RowKeys.read(result), result.getLong("slot"), padded.length, result.getInt("length"));
    }

    boolean fits(byte[] sealed) {
      return size == SlotRows.size(sealed.length);
    }
  }

  /**
   * The size of the slot for so many bytes: at most a quarter more, so that few sizes serve all.
   */
  static int size(int length) {
    if (length <= SMALLEST) {
      return SMALLEST;
    }
    int step = Integer.highestOneBit(length - 1) / 4;
    return Math.addExact(length, step - 1) / step * step;
  }

  @Override
  public Map<RowKey, byte[]> all(Statements statements, long scope) throws SQLException {
    return map(Sql.list(statements, SlotRows::line, SELECT + " scope = ?", scope));
  }

  @Override
  public Map<RowKey, byte[]> some(Statements statements, long scope, Collection<RowKey> keys)
      throws SQLException {
    return map(RowKeys.select(statements, SlotRows::line, SELECT, scope, keys));
  }

  @Override
  public void add(Statements statements, long scope, Map<RowKey, byte[]> rows) throws SQLException {
    write(statements, scope, rows, Map.of(), List.of());
  }

  @Override
  public Map<RowKey, byte[]> change(
      Statements statements,
      long scope,
      Map<RowKey, Optional<byte[]>> rows,
      Collection<RowRange> cleared)
      throws SQLException {
    Map<RowKey, byte[]> old = new HashMap<>();
    Sql.Line<Place> line =
        result -> {
          byte[] padded = padded(result);
          Place place = Place.read(result, padded);
          old.put(place.key(), unpadded(padded, place.length()));
          return place;
        };
    List<Place> found = RowKeys.select(statements, line, SELECT, scope, rows.keySet());
    for (RowRange range : cleared) {
      String sql = SELECT + " scope = ? AND kind = ? AND epoch = ?";
      found.addAll(Sql.list(statements, line, sql, scope, range.kind(), range.epoch()));
    }
    Map<RowKey, byte[]> put = new LinkedHashMap<>();
    rows.forEach((key, row) -> row.ifPresent(value -> put.put(key, value)));

    Map<RowKey, Place> places = new HashMap<>();
    found.forEach(place -> places.put(place.key(), place));
    List<Place> left =
        places.values().stream()
            .filter(place -> !put.containsKey(place.key()) || !place.fits(put.get(place.key())))
            .toList();
    left.forEach(place -> places.remove(place.key()));
    Sql.runAll(
        statements,
        "DELETE FROM claviger_row WHERE scope = ? AND kind = ? AND epoch = ? AND idx = ?",
        left.stream()
            .filter(place -> !put.containsKey(place.key()))
            .map(place -> RowKeys.with(place.key(), scope))
            .toList());
    write(statements, scope, put, places, left);
    return old;
  }

  /**
   * Writes rows into the slots that they keep, or into others.
   *
   * @param places those that are kept
   * @param left those that are not; other rows of this change are written over them if they fit
   */
  private static void write(
      Statements statements,
      long scope,
      Map<RowKey, byte[]> rows,
      Map<RowKey, Place> places,
      Collection<Place> left)
      throws SQLException {
    Slots slots = new Slots(statements, left);
    List<Object[]> lines = new ArrayList<>();
    for (Map.Entry<RowKey, byte[]> row : rows.entrySet()) {
      int length = row.getValue().length;
      byte[] padded = Arrays.copyOf(row.getValue(), size(length));
      Place place = places.get(row.getKey());
      long slot = place == null ? slots.take(padded) : slots.keep(place.slot(), padded);
      if (place == null || place.length() != length) {
        lines.add(RowKeys.with(row.getKey(), slot, length, scope));
      }
    }
    slots.write();
    Sql.runAll(
        statements,
        "INSERT INTO claviger_row (slot, length, scope, kind, epoch, idx)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (scope, kind, epoch, idx)"
            + " DO UPDATE SET slot = excluded.slot, length = excluded.length",
        lines);
  }

  @Override
  public void deleteAll(Statements statements, long scope) throws SQLException {
    List<Place> all =
        Sql.list(
            statements, result -> Place.read(result, padded(result)), SELECT + " scope = ?", scope);
    new Slots(statements, all).write();
    Sql.run(statements, "DELETE FROM claviger_row WHERE scope = ?", scope);
  }

  /** Slots to be written together: those that are there first, then the new ones in order. */
  private static final class Slots {
    private final Statements statements;

    /** Of this change, by size: with what nobody needs any more. */
    private final Map<Integer, Deque<Long>> left = new HashMap<>();

    /** Of earlier ones, by size: zeros. */
    private final Map<Integer, Deque<Long>> free = new HashMap<>();

    private final List<Object[]> overwritten = new ArrayList<>();
    private final List<Object[]> taken = new ArrayList<>();
    private final List<Object[]> added = new ArrayList<>();
    private long last = -1;

    Slots(Statements statements, Collection<Place> left) {
      this.statements = statements;
      left.forEach(place -> left(place.size()).add(place.slot()));
    }

    long keep(long slot, byte[] padded) {
      overwritten.add(new Object[] {padded, slot});
      return slot;
    }

    long take(byte[] padded) throws SQLException {
      int size = padded.length;
      Long mine = left(size).poll();
      if (mine != null) {
        return keep(mine, padded);
      }
      Long slot = free(size).poll();
      if (slot != null) {
        taken.add(new Object[] {size, slot});
        return keep(slot, padded);
      }
      if (last < 0) {
        last =
            Sql.first(
                    statements,
                    result -> result.getLong(1),
                    "SELECT coalesce(max(id), 0) FROM claviger_slot")
                .orElseThrow();
      }
      last++;
      added.add(new Object[] {last, padded});
      return last;
    }

    private Deque<Long> left(int size) {
      return left.computeIfAbsent(size, absent -> new ArrayDeque<>());
    }

    private Deque<Long> free(int size) throws SQLException {
      Deque<Long> there = free.get(size);
      if (there == null) {
        there =
            new ArrayDeque<>(
                Sql.list(
                    statements,
                    result -> result.getLong(1),
                    "SELECT slot FROM claviger_free WHERE size = ? LIMIT 1000",
                    size));
        free.put(size, there);
      }
      return there;
    }

    void write() throws SQLException {
      Sql.runAll(statements, "DELETE FROM claviger_free WHERE size = ? AND slot = ?", taken);
      Sql.runAll(statements, "UPDATE claviger_slot SET sealed = ? WHERE id = ?", overwritten);
      Sql.runAll(statements, "INSERT INTO claviger_slot (id, sealed) VALUES (?, ?)", added);
      List<Object[]> emptied = new ArrayList<>();
      left.forEach((size, slots) -> slots.forEach(slot -> emptied.add(new Object[] {size, slot})));
      Sql.runAll(statements, "UPDATE claviger_slot SET sealed = zeroblob(?) WHERE id = ?", emptied);
      Sql.runAll(statements, "INSERT INTO claviger_free (size, slot) VALUES (?, ?)", emptied);
    }
  }

  private static Map.Entry<RowKey, byte[]> line(ResultSet result) throws SQLException {
    return Map.entry(RowKeys.read(result), unpadded(padded(result), result.getInt("length")));
  }

  /** Empty if the database is damaged and there is no such slot. */
  private static byte[] padded(ResultSet result) throws SQLException {
    byte[] sealed = result.getBytes("sealed");
    return sealed == null ? new byte[0] : sealed;
  }

  /** Without what fills the slot. */
  private static byte[] unpadded(byte[] padded, int length) {
    return Arrays.copyOf(padded, Math.max(0, Math.min(length, padded.length)));
  }

  private static Map<RowKey, byte[]> map(List<Map.Entry<RowKey, byte[]>> lines) {
    Map<RowKey, byte[]> out = new HashMap<>();
    lines.forEach(line -> out.put(line.getKey(), line.getValue()));
    return out;
  }
}
