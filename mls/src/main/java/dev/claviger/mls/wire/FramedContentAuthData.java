package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.Optional;

/**
 * What authenticates a {@link FramedContent} (RFC 9420 §6.1). The confirmation tag is there for a
 * Commit and for nothing else.
 *
 * <pre>
 * struct {
 *     &#47;* SignWithLabel(., "FramedContentTBS", FramedContentTBS) *&#47;
 *     opaque signature&lt;V&gt;;
 *     select (FramedContent.content_type) {
 *         case commit:
 *             &#47;*
 *               MAC(confirmation_key,
 *                   GroupContext.confirmed_transcript_hash)
 *             *&#47;
 *             MAC confirmation_tag;
 *         case application:
 *         case proposal:
 *             struct{};
 *     };
 * } FramedContentAuthData;
 * </pre>
 */
public record FramedContentAuthData(Bytes signature, Optional<Mac> confirmationTag)
    implements TlsStruct {
  public static FramedContentAuthData read(TlsReader r, ContentType type) {
    Bytes signature = r.opaque("FramedContentAuthData.signature");
    return new FramedContentAuthData(
        signature, type == ContentType.COMMIT ? Optional.of(Mac.read(r)) : Optional.empty());
  }

  @Override
  public void write(TlsWriter w) {
    w.opaque(signature);
    confirmationTag.ifPresent(w::struct);
  }
}
