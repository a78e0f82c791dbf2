package dev.claviger.mls.stored;

import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import java.util.List;
import java.util.Optional;

/**
 * Whose store it is.
 *
 * <pre>
 * struct {
 *     uint8 format = 1;
 *     CipherSuite cipher_suite;
 *     KeyRef signature_key;
 * } StoredClientHead;
 * </pre>
 */
public record StoredClientHead(CipherSuiteId suite, KeyRef signatureKey) implements TlsStruct {
  private static final RowKey KEY = new RowKey(1, 0, 0);
  private static final int FORMAT = 1;

  /** That of a store, if a client has used it before. */
  public static Optional<StoredClientHead> read(GroupStore store) {
    return store.transact(List.of(StoreScope.CLIENT), StoredClientHead::read);
  }

  /** Makes the store that of this client, unless it is another's: whose it is. */
  public StoredClientHead claim(GroupStore store) {
    try {
      return tryClaim(store);
    } catch (StoreConflictException e) { // another process has claimed it meanwhile
      return tryClaim(store);
    }
  }

  private StoredClientHead tryClaim(GroupStore store) {
    try (Secret row = new TlsWriter().struct(this).toSecret()) {
      return store.transact(
          List.of(StoreScope.CLIENT),
          transaction -> {
            Optional<StoredClientHead> first = read(transaction);
            if (first.isEmpty()) {
              transaction.put(StoreScope.CLIENT, KEY, row);
            }
            return first.orElse(this);
          });
    }
  }

  private static Optional<StoredClientHead> read(StoreTransaction transaction) {
    return transaction
        .row(StoreScope.CLIENT, KEY)
        .map(
            stored -> {
              try (stored) {
                return TlsReader.decode(stored, "StoredClientHead", StoredClientHead::read);
              } catch (DecodeException e) {
                throw new StoreDamagedException(StoreScope.CLIENT, "the client does not decode", e);
              }
            });
  }

  @Override
  public void write(TlsWriter w) {
    w.uint8(FORMAT).uint16(suite.value());
    StoredIdentity.write(signatureKey, w);
  }

  private static StoredClientHead read(TlsReader r) {
    int format = r.uint8("StoredClientHead.format");
    if (format != FORMAT) {
      throw new UnsupportedFormatException(format, FORMAT);
    }
    return new StoredClientHead(
        new CipherSuiteId(r.uint16("StoredClientHead.cipher_suite")),
        StoredIdentity.readRef(r, "StoredClientHead.signature_key"));
  }
}
