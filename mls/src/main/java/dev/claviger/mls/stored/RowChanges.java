package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What a change of a group writes and deletes. It has the secrets to itself and zeroes them on
 * close.
 *
 * <pre>
 * struct {
 *     uint8 kind;
 *     uint64 epoch;
 *     uint32 index;
 *     optional&lt;opaque&lt;V&gt;&gt; value;
 * } RowChange;
 * </pre>
 */
final class RowChanges implements TlsStruct, AutoCloseable {
  private final Map<RowKey, Optional<Secret>> rows = new LinkedHashMap<>();
  private final Set<RowKey> endedEpochs = new HashSet<>();

  void put(RowKey key, TlsStruct value) {
    put(key, new TlsWriter().struct(value).toSecret());
  }

  /** Takes the value over. */
  void put(RowKey key, Secret value) {
    rows.put(key, Optional.of(value));
  }

  void delete(RowKey key) {
    rows.put(key, Optional.empty());
  }

  void set(RowKey key, Optional<Secret> value) {
    rows.put(key, value);
  }

  /** Deletes all rows of a kind and epoch, whichever there are. */
  void deleteAll(RowKind kind, long epoch) {
    endedEpochs.add(kind.key(epoch));
  }

  boolean isEmpty() {
    return rows.isEmpty() && endedEpochs.isEmpty();
  }

  /** Writes them: first whole epochs go, then each row. */
  void apply(StoreTransaction transaction, StoreScope scope) {
    endedEpochs.forEach(key -> transaction.deleteAll(scope, key.kind(), key.epoch()));
    rows.forEach(
        (key, value) ->
            value.ifPresentOrElse(
                secret -> transaction.put(scope, key, secret),
                () -> transaction.delete(scope, key)));
  }

  List<RowKey> deleted() {
    List<RowKey> gone = new ArrayList<>();
    rows.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            gone.add(key);
          }
        });
    return gone;
  }

  void forEach(BiConsumer<RowKey, Optional<Secret>> action) {
    rows.forEach(action);
  }

  static RowChanges read(TlsReader r) {
    RowChanges changes = new RowChanges();
    while (r.remaining() > 0) {
      RowKey key =
          new RowKey(
              r.uint8("RowChange.kind"), r.uint64("RowChange.epoch"), r.uint32("RowChange.index"));
      changes.set(key, r.optional("RowChange.value", in -> in.secret("RowChange.value")));
    }
    return changes;
  }

  /** Those of single rows; whole epochs do not end by a Commit that waits. */
  @Override
  public void write(TlsWriter w) {
    rows.forEach(
        (key, value) -> {
          w.uint8(key.kind()).uint64(key.epoch()).uint32(key.index());
          w.uint8(value.isPresent() ? 1 : 0);
          value.ifPresent(w::secret);
        });
  }

  @Override
  public void close() {
    rows.values().forEach(value -> value.ifPresent(Secret::destroy));
  }
}
