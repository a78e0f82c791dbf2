package dev.claviger.mls.framing;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.ContentType;
import dev.claviger.mls.wire.FramedContentAuthData;

/**
 * The plaintext of a PrivateMessage (RFC 9420 §6.3.1).
 *
 * <pre>
 * struct {
 *     select (PrivateMessage.content_type) {
 *         case application:
 *           opaque application_data&lt;V&gt;;
 *
 *         case proposal:
 *           Proposal proposal;
 *
 *         case commit:
 *           Commit commit;
 *     };
 *
 *     FramedContentAuthData auth;
 *     opaque padding[length_of_padding];
 * } PrivateMessageContent;
 * </pre>
 */
record PrivateMessageContent(Content content, FramedContentAuthData auth) {
  /**
   * Decodes the whole plaintext.
   *
   * @throws ValidationException if the padding is not all zeros
   */
  static PrivateMessageContent decode(Bytes plaintext, ContentType type) {
    TlsReader r = TlsReader.over(plaintext);
    Content content = Content.read(r, type);
    FramedContentAuthData auth = FramedContentAuthData.read(r, type);
    Bytes padding = r.fixed(r.remaining(), "PrivateMessageContent.padding");
    for (int i = 0; i < padding.length(); i++) {
      if (padding.get(i) != 0) {
        throw new ValidationException(Rule.PADDING_IS_ZERO);
      }
    }
    return new PrivateMessageContent(content, auth);
  }

  /** The plaintext, with zeros up to the length that the padding asks for. */
  Bytes encode(Padding padding) {
    TlsWriter w = new TlsWriter().struct(content).struct(auth);
    int length = w.length();
    return w.fixed(Bytes.wrap(new byte[padding.paddedLength(length) - length])).toBytes();
  }
}
