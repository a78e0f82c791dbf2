package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Bytes;

/**
 * A store among those of its database.
 *
 * @param number in the tables
 * @param name 16 random bytes, in all associated data
 */
record StoreId(long number, Bytes name) {
  static final int LENGTH = 16;
}
