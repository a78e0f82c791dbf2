package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.Decoder;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoredRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The rows of one group as they were read. */
final class Rows implements AutoCloseable {
  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::epoch, Long::compareUnsigned)
          .thenComparing(RowKey::index, Integer::compareUnsigned);

  private final StoreScope scope;
  private final Map<Integer, Map<RowKey, Secret>> byKind = new HashMap<>();

  /** Takes the values over. */
  Rows(StoreScope scope, Collection<StoredRow> rows) {
    this.scope = scope;
    rows.forEach(row -> ofKind(row.key().kind()).put(row.key(), row.value()));
  }

  /** Copies of the rows that changes of the same group write. */
  Rows of(RowChanges changes) {
    Rows written = new Rows(scope, List.of());
    changes.forEach(
        (key, value) -> value.ifPresent(v -> written.ofKind(key.kind()).put(key, v.copy())));
    return written;
  }

  boolean has(RowKind kind) {
    return !ofKind(kind.code()).isEmpty();
  }

  /** The row that there must be. */
  <T> T one(RowKey key, Decoder<T> decoder) {
    return optional(key, decoder)
        .orElseThrow(() -> new StoreDamagedException(scope, key + " is missing"));
  }

  <T> Optional<T> optional(RowKey key, Decoder<T> decoder) {
    return Optional.ofNullable(ofKind(key.kind()).get(key)).map(row -> decode(key, row, decoder));
  }

  /** The rows of a kind by epoch and index. */
  void forEach(RowKind kind, BiConsumer<RowKey, Secret> action) {
    ofKind(kind.code()).forEach(action);
  }

  <T> void forEach(RowKind kind, Decoder<T> decoder, BiConsumer<RowKey, T> action) {
    forEach(kind, (key, row) -> action.accept(key, decode(key, row, decoder)));
  }

  StoreDamagedException damaged(String what) {
    return new StoreDamagedException(scope, what);
  }

  /** Zeroes them. */
  @Override
  public void close() {
    byKind.values().forEach(rows -> rows.values().forEach(Secret::destroy));
  }

  private <T> T decode(RowKey key, Secret row, Decoder<T> decoder) {
    try {
      return TlsReader.decode(row, "row", decoder);
    } catch (DecodeException e) {
      throw new StoreDamagedException(scope, key + " does not decode", e);
    }
  }

  private Map<RowKey, Secret> ofKind(int kind) {
    return byKind.computeIfAbsent(kind, k -> new TreeMap<>(ORDER));
  }
}
