package dev.claviger.mls.framing;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.FramedContentAuthData;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.WireFormat;
import java.security.PrivateKey;
import java.util.Optional;

/**
 * Content of ours with its signature, on its way to being protected (RFC 9420 §6.1). A Commit is
 * signed before its confirmation tag can be known, because the tag covers the signature.
 */
public record SignedContent(WireFormat wireFormat, FramedContent content, Bytes signature) {
  /** One use of the private key. */
  public static SignedContent sign(
      CipherSuite suite,
      PrivateKey key,
      WireFormat wireFormat,
      FramedContent content,
      GroupContext context) {
    Bytes tbs = new FramedContentTbs(wireFormat, content, context).encode();
    return new SignedContent(
        wireFormat, content, suite.signWithLabel(key, FramedContentTbs.LABEL, tbs));
  }

  /**
   * @throws IllegalStateException if the content is a Commit
   */
  public AuthenticatedContent withoutTag() {
    if (content.content() instanceof Commit) {
      throw new IllegalStateException("a Commit has a confirmation tag");
    }
    return authenticated(Optional.empty());
  }

  /**
   * @throws IllegalStateException if the content is no Commit
   */
  public AuthenticatedContent withTag(Mac confirmationTag) {
    if (!(content.content() instanceof Commit)) {
      throw new IllegalStateException("only a Commit has a confirmation tag");
    }
    return authenticated(Optional.of(confirmationTag));
  }

  private AuthenticatedContent authenticated(Optional<Mac> tag) {
    return new AuthenticatedContent(wireFormat, content, new FramedContentAuthData(signature, tag));
  }
}
