package dev.claviger.mls.framing;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;

/**
 * Which key a PrivateMessage is encrypted with (RFC 9420 §6.3.2).
 *
 * <pre>
 * struct {
 *     uint32 leaf_index;
 *     uint32 generation;
 *     opaque reuse_guard[4];
 * } SenderData;
 * </pre>
 *
 * @param generation an unsigned 32-bit number
 */
public record SenderData(LeafIndex leafIndex, int generation, Bytes reuseGuard)
    implements TlsStruct {
  static final int REUSE_GUARD_LENGTH = 4;

  static SenderData read(TlsReader r) {
    return new SenderData(
        new LeafIndex(r.uint32("SenderData.leaf_index")),
        r.uint32("SenderData.generation"),
        r.fixed(REUSE_GUARD_LENGTH, "SenderData.reuse_guard"));
  }

  @Override
  public void write(TlsWriter w) {
    w.uint32(leafIndex.value()).uint32(generation).fixed(reuseGuard);
  }
}
