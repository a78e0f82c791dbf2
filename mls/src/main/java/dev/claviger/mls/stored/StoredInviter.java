package dev.claviger.mls.stored;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.Inviter;
import dev.claviger.mls.wire.Extension;

/**
 * Who let us in.
 *
 * <pre>
 * struct {
 *     StoredSeat inviter;
 *     Extension extensions&lt;V&gt;;
 * } StoredInviter;
 * </pre>
 */
record StoredInviter(Inviter inviter) implements TlsStruct {
  static Inviter read(TlsReader r) {
    return new Inviter(StoredSeat.read(r), r.list("StoredInviter.extensions", Extension::read));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(new StoredSeat(inviter.seat())).list(inviter.extensions());
  }
}
