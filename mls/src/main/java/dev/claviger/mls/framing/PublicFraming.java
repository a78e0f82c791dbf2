package dev.claviger.mls.framing;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.FramedContentAuthData;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.WireFormat;
import java.util.Optional;

/**
 * PublicMessage (RFC 9420 §6.2).
 *
 * <pre>
 * struct {
 *   FramedContentTBS content_tbs;
 *   FramedContentAuthData auth;
 * } AuthenticatedContentTBM;
 *
 * membership_tag = MAC(membership_key, AuthenticatedContentTBM)
 * </pre>
 */
public final class PublicFraming {
  private final CipherSuite suite;
  private final GroupContext context;
  private final Secret membershipKey;

  /** The key stays the caller's. */
  public PublicFraming(CipherSuite suite, GroupContext context, Secret membershipKey) {
    this.suite = suite;
    this.context = context;
    this.membershipKey = membershipKey;
  }

  /**
   * @throws IllegalArgumentException if the content is application data (§6)
   */
  public PublicMessage protect(AuthenticatedContent content) {
    if (content.content().content() instanceof ApplicationData) {
      throw new IllegalArgumentException("application data travels in a PrivateMessage (§6)");
    }
    Optional<Mac> tag =
        content.content().sender() instanceof Sender.Member
            ? Optional.of(new Mac(suite.mac(membershipKey, tbm(content.content(), content.auth()))))
            : Optional.empty();
    return new PublicMessage(content.content(), content.auth(), tag);
  }

  /**
   * @throws ValidationException if it carries application data or its membership tag is wrong
   */
  public UnverifiedContent unprotect(PublicMessage message) {
    UnverifiedContent content = readWithoutKey(context, message);
    message.membershipTag().ifPresent(tag -> verify(message, tag));
    return content;
  }

  /**
   * For one who has no membership key and only follows a group: membership tags are not looked at.
   *
   * @throws ValidationException if it carries application data
   */
  public static UnverifiedContent readWithoutKey(GroupContext context, PublicMessage message) {
    if (message.content().content() instanceof ApplicationData) {
      throw new ValidationException(Rule.APPLICATION_DATA_IS_ENCRYPTED);
    }
    return new UnverifiedContent(
        new AuthenticatedContent(WireFormat.PUBLIC_MESSAGE, message.content(), message.auth()),
        context);
  }

  private void verify(PublicMessage message, Mac tag) {
    try {
      suite.verifyMac(membershipKey, tbm(message.content(), message.auth()), tag.value());
    } catch (AuthenticationException e) {
      throw new ValidationException(Rule.MEMBERSHIP_TAG_VERIFIES, e);
    }
  }

  private Bytes tbm(FramedContent content, FramedContentAuthData auth) {
    return new TlsWriter()
        .struct(new FramedContentTbs(WireFormat.PUBLIC_MESSAGE, content, context))
        .struct(auth)
        .toBytes();
  }
}
