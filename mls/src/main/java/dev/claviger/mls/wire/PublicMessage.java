package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.util.Optional;

/**
 * A message that is signed and not encrypted (RFC 9420 §6.2).
 *
 * <pre>
 * struct {
 *     FramedContent content;
 *     FramedContentAuthData auth;
 *     select (PublicMessage.content.sender.sender_type) {
 *         case member:
 *             MAC membership_tag;
 *         case external:
 *         case new_member_commit:
 *         case new_member_proposal:
 *             struct{};
 *     };
 * } PublicMessage;
 * </pre>
 */
public record PublicMessage(
    FramedContent content, FramedContentAuthData auth, Optional<Mac> membershipTag)
    implements MlsMessageBody {
  public static PublicMessage read(TlsReader r) {
    FramedContent content = FramedContent.read(r);
    return new PublicMessage(
        content,
        FramedContentAuthData.read(r, content.content().contentType()),
        content.sender() instanceof Sender.Member ? Optional.of(Mac.read(r)) : Optional.empty());
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.PUBLIC_MESSAGE;
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(content).struct(auth);
    membershipTag.ifPresent(w::struct);
  }
}
