package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import java.util.List;

/**
 * What one who joins must know of a group (RFC 9420 §12.4.3).
 *
 * <pre>
 * struct {
 *     GroupContext group_context;
 *     Extension extensions&lt;V&gt;;
 *     MAC confirmation_tag;
 *     uint32 signer;
 *     &#47;* SignWithLabel(., "GroupInfoTBS", GroupInfoTBS) *&#47;
 *     opaque signature&lt;V&gt;;
 * } GroupInfo;
 * </pre>
 *
 * @param tbs all fields above the signature
 */
public record GroupInfo(GroupInfoTbs tbs, Bytes signature) implements MlsMessageBody {
  public static GroupInfo read(TlsReader r) {
    return new GroupInfo(GroupInfoTbs.read(r), r.opaque("GroupInfo.signature"));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(tbs).opaque(signature);
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.GROUP_INFO;
  }

  public GroupContext groupContext() {
    return tbs.groupContext();
  }

  public List<Extension> extensions() {
    return tbs.extensions();
  }

  public Mac confirmationTag() {
    return tbs.confirmationTag();
  }

  public LeafIndex signer() {
    return tbs.signer();
  }

  /**
   * @throws dev.claviger.crypto.AuthenticationException if the signature does not verify
   */
  public void verifySignature(CipherSuite suite, SignaturePublicKey signer) {
    suite.verifyWithLabel(signer, GroupInfoTbs.LABEL, tbs.encode(), signature);
  }
}
