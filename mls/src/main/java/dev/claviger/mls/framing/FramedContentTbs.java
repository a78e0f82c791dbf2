package dev.claviger.mls.framing;

import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.WireFormat;

/**
 * What the signature of a message covers (RFC 9420 §6.1).
 *
 * <pre>
 * struct {
 *     ProtocolVersion version = mls10;
 *     WireFormat wire_format;
 *     FramedContent content;
 *     select (FramedContentTBS.content.sender.sender_type) {
 *         case member:
 *         case new_member_commit:
 *             GroupContext context;
 *         case external:
 *         case new_member_proposal:
 *             struct{};
 *     };
 * } FramedContentTBS;
 * </pre>
 */
record FramedContentTbs(WireFormat wireFormat, FramedContent content, GroupContext context)
    implements TlsStruct {
  /** The label of the signature (§17.6). */
  static final String LABEL = "FramedContentTBS";

  @Override
  public void write(TlsWriter w) {
    w.struct(ProtocolVersion.MLS10).struct(wireFormat).struct(content);
    if (content.sender() instanceof Sender.Member
        || content.sender() instanceof Sender.NewMemberCommit) {
      w.struct(context);
    }
  }
}
