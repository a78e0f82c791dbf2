package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.RowKey;

/** All rows of one kind and epoch. */
record RowRange(int kind, long epoch) {
  static RowRange of(RowKey key) {
    return new RowRange(key.kind(), key.epoch());
  }
}
