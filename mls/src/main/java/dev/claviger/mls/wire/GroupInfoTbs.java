package dev.claviger.mls.wire;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import java.security.PrivateKey;
import java.util.List;

/**
 * What the signature of a {@link GroupInfo} covers (RFC 9420 §12.4.3).
 *
 * <pre>
 * struct {
 *     GroupContext group_context;
 *     Extension extensions&lt;V&gt;;
 *     MAC confirmation_tag;
 *     uint32 signer;
 * } GroupInfoTBS;
 * </pre>
 */
public record GroupInfoTbs(
    GroupContext groupContext, List<Extension> extensions, Mac confirmationTag, LeafIndex signer)
    implements TlsStruct {
  /** The label of the signature (§17.6). */
  static final String LABEL = "GroupInfoTBS";

  public GroupInfoTbs {
    extensions = List.copyOf(extensions);
  }

  public static GroupInfoTbs read(TlsReader r) {
    return new GroupInfoTbs(
        GroupContext.read(r),
        r.list("GroupInfo.extensions", Extension::read),
        Mac.read(r),
        new LeafIndex(r.uint32("GroupInfo.signer")));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(groupContext).list(extensions).struct(confirmationTag).uint32(signer.value());
  }

  public GroupInfo sign(CipherSuite suite, PrivateKey key) {
    return new GroupInfo(this, suite.signWithLabel(key, LABEL, encode()));
  }
}
