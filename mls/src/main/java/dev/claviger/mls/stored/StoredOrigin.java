package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.Origin;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.ReInit;
import java.util.Optional;

/**
 * The resumption PSK of an epoch that is over (RFC 9420 §8.6).
 *
 * <pre>
 * struct {
 *     GroupContext group_context;
 *     uint32 leaf_count;
 *     opaque resumption_psk&lt;V&gt;;
 *     optional&lt;ReInit&gt; re_init;
 * } StoredOrigin;
 * </pre>
 */
record StoredOrigin(
    GroupContext context, int leafCount, Secret resumptionPsk, Optional<ReInit> reInit)
    implements TlsStruct {
  static StoredOrigin of(Origin origin) {
    return new StoredOrigin(
        origin.context(), origin.roster().leafCount(), origin.resumptionPsk(), origin.reInit());
  }

  static StoredOrigin read(TlsReader r) {
    return new StoredOrigin(
        GroupContext.read(r),
        r.uint32("StoredOrigin.leaf_count"),
        r.secret("StoredOrigin.resumption_psk"),
        r.optional("StoredOrigin.re_init", ReInit::read));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(context).uint32(leafCount).secret(resumptionPsk);
    StoredEffects.writeReInit(reInit, w);
  }
}
