package dev.claviger.mls.framing;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.Sender;

/**
 * What came out of a message whose signature nobody has looked at yet. It tells only whose it
 * claims to be, which is what one needs to find the key.
 */
public final class UnverifiedContent {
  private final AuthenticatedContent content;
  private final GroupContext context;

  UnverifiedContent(AuthenticatedContent content, GroupContext context) {
    this.content = content;
    this.context = context;
  }

  public Sender claimedSender() {
    return content.content().sender();
  }

  /** What it claims to carry: the key of one who sends from outside is in there. */
  public Content claimedContent() {
    return content.content().content();
  }

  /**
   * Verifies the signature (RFC 9420 §6.1).
   *
   * @param key the signature key of the claimed sender
   * @throws ValidationException if it does not verify
   */
  public VerifiedContent verify(CipherSuite suite, SignaturePublicKey key) {
    Bytes tbs = new FramedContentTbs(content.wireFormat(), content.content(), context).encode();
    try {
      suite.verifyWithLabel(key, FramedContentTbs.LABEL, tbs, content.auth().signature());
    } catch (AuthenticationException | InvalidPublicKeyException e) {
      throw new ValidationException(Rule.SIGNATURE_VERIFIES, e);
    }
    return new VerifiedContent(content);
  }
}
