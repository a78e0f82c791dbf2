package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A message, its group, epoch and sender (RFC 9420 §6).
 *
 * <pre>
 * struct {
 *     opaque group_id&lt;V&gt;;
 *     uint64 epoch;
 *     Sender sender;
 *     opaque authenticated_data&lt;V&gt;;
 *
 *     ContentType content_type;
 *     select (FramedContent.content_type) {
 *         case application:
 *           opaque application_data&lt;V&gt;;
 *         case proposal:
 *           Proposal proposal;
 *         case commit:
 *           Commit commit;
 *     };
 * } FramedContent;
 * </pre>
 *
 * @param epoch an unsigned 64-bit number
 */
public record FramedContent(
    GroupId groupId, long epoch, Sender sender, Bytes authenticatedData, Content content)
    implements TlsStruct {
  public static FramedContent read(TlsReader r) {
    return new FramedContent(
        GroupId.read(r),
        r.uint64("FramedContent.epoch"),
        Sender.read(r),
        r.opaque("FramedContent.authenticated_data"),
        Content.read(r, ContentType.read(r)));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(groupId).uint64(epoch).struct(sender).opaque(authenticatedData);
    w.struct(content.contentType()).struct(content);
  }
}
