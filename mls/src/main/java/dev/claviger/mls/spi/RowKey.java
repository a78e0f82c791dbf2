package dev.claviger.mls.spi;

/**
 * Where a row stands in its {@link StoreScope}. A store need not know what the numbers mean; {@code
 * docs/state.md} tells.
 *
 * @param kind what the row holds, 0 to 255
 * @param epoch of the group, unsigned; 0 for what is there once
 * @param index a node, a leaf or a number; 0 for what is there once
 */
public record RowKey(int kind, long epoch, int index) {}
