package dev.claviger.mls.stored;

import dev.claviger.crypto.Lists;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.Seat;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.LeafNode;
import java.util.List;

/**
 * A member in one epoch.
 *
 * <pre>
 * struct {
 *     uint32 leaf_index;
 *     LeafNode leaf_node;
 * } StoredSeat;
 * </pre>
 */
record StoredSeat(Seat seat) implements TlsStruct {
  static List<StoredSeat> of(List<Seat> seats) {
    return Lists.map(seats, StoredSeat::new);
  }

  static Seat read(TlsReader r) {
    return new Seat(new LeafIndex(r.uint32("StoredSeat.leaf_index")), LeafNode.read(r));
  }

  @Override
  public void write(TlsWriter w) {
    w.uint32(seat.index().value()).struct(seat.leaf());
  }
}
