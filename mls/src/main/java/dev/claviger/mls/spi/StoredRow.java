package dev.claviger.mls.spi;

import dev.claviger.crypto.Secret;

/** A row of a {@link GroupStore}, opened; who gets it destroys the value. */
public record StoredRow(RowKey key, Secret value) {}
