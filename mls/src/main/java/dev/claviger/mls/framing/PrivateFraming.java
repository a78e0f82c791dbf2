package dev.claviger.mls.framing;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.Limits;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.ratchet.KeyPeek;
import dev.claviger.mls.ratchet.MessageKey;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.ContentType;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.PrivateMessage;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.WireFormat;

/**
 * PrivateMessage (RFC 9420 §6.3). The order of receiving is that of §9.2: look at the ratchet key,
 * open, and leave it to the caller to verify and then consume the key.
 */
public final class PrivateFraming {
  /** More than lengths, group_id, sender data and tag add to a message, in bytes. */
  private static final int MAX_OVERHEAD = 4096;

  private final CipherSuite suite;
  private final GroupContext context;
  private final Secret senderDataSecret;
  private final SecretTree secretTree;

  /** Secret and tree stay the caller's. */
  public PrivateFraming(
      CipherSuite suite, GroupContext context, Secret senderDataSecret, SecretTree secretTree) {
    this.suite = suite;
    this.context = context;
    this.senderDataSecret = senderDataSecret;
    this.secretTree = secretTree;
  }

  /**
   * Encrypts content of ours with the next key of our ratchet, which is erased at once.
   *
   * @throws IllegalArgumentException if the sender is no member (§6.3.2)
   * @throws ValidationException if it is too long
   */
  public PrivateMessage protect(AuthenticatedContent authenticated, Padding padding) {
    FramedContent framed = authenticated.content();
    if (!(framed.sender() instanceof Sender.Member sender)) {
      throw new IllegalArgumentException("only a member sends a PrivateMessage (§6.3.2)");
    }
    ContentType type = framed.content().contentType();
    Bytes guard = suite.randomBytes(SenderData.REUSE_GUARD_LENGTH);
    Bytes plaintext =
        new PrivateMessageContent(framed.content(), authenticated.auth()).encode(padding);
    checkLength(plaintext.length() + framed.authenticatedData().length());
    try (MessageKey key = secretTree.next(sender.leafIndex(), RatchetType.of(type))) {
      Bytes ciphertext =
          suite.seal(
              key.key(),
              key.guardedNonce(guard),
              contentAad(type, framed.authenticatedData()),
              plaintext);
      SenderData data = new SenderData(sender.leafIndex(), key.generation(), guard);
      try (SenderDataKey dataKey = SenderDataKey.derive(suite, senderDataSecret, ciphertext)) {
        return new PrivateMessage(
            framed.groupId(),
            framed.epoch(),
            type,
            framed.authenticatedData(),
            dataKey.seal(suite, senderDataAad(type), data),
            ciphertext);
      }
    }
  }

  /**
   * Who sent a message of this group and epoch, before its content is touched.
   *
   * @throws ValidationException if the sender data do not decrypt
   */
  public SenderData senderData(PrivateMessage message) {
    try (SenderDataKey key = SenderDataKey.derive(suite, senderDataSecret, message.ciphertext())) {
      Bytes data =
          key.open(suite, senderDataAad(message.contentType()), message.encryptedSenderData());
      return TlsReader.decode(data, "SenderData", SenderData::read);
    } catch (AuthenticationException e) {
      throw new ValidationException(Rule.SENDER_DATA_DECRYPTS, e);
    }
  }

  /**
   * Decrypts a message of this group and epoch.
   *
   * @throws ValidationException if sender data or content do not decrypt, or the key is not there
   */
  public OpenedMessage unprotect(PrivateMessage message) {
    return unprotect(message, senderData(message));
  }

  /**
   * Decrypts the content of a message of this group and epoch.
   *
   * @param data its {@link #senderData}
   * @throws ValidationException if it does not decrypt, or the key is not there
   */
  public OpenedMessage unprotect(PrivateMessage message, SenderData data) {
    if (!secretTree.size().contains(data.leafIndex())) {
      throw new ValidationException(Rule.SENDER_IS_A_MEMBER, "leaf " + data.leafIndex());
    }
    KeyPeek peek =
        secretTree.peek(data.leafIndex(), RatchetType.of(message.contentType()), data.generation());
    try {
      return new OpenedMessage(open(message, data, peek.key()), peek);
    } catch (RuntimeException e) {
      peek.close();
      throw e;
    }
  }

  /** What nobody could decode is not sent; it is far below what one AEAD key may encrypt. */
  private static void checkLength(int length) {
    if (length > Limits.MAX_MESSAGE_LENGTH - MAX_OVERHEAD) {
      throw new ValidationException(Rule.MESSAGE_IS_WITHIN_AEAD_LIMITS, length + " bytes");
    }
  }

  private UnverifiedContent open(PrivateMessage message, SenderData data, MessageKey key) {
    Bytes plaintext;
    try {
      plaintext =
          suite.open(
              key.key(),
              key.guardedNonce(data.reuseGuard()),
              contentAad(message.contentType(), message.authenticatedData()),
              message.ciphertext());
    } catch (AuthenticationException e) {
      throw new ValidationException(Rule.CONTENT_DECRYPTS, e);
    }
    PrivateMessageContent content = PrivateMessageContent.decode(plaintext, message.contentType());
    FramedContent framed =
        new FramedContent(
            message.groupId(),
            message.epoch(),
            new Sender.Member(data.leafIndex()),
            message.authenticatedData(),
            content.content());
    return new UnverifiedContent(
        new AuthenticatedContent(WireFormat.PRIVATE_MESSAGE, framed, content.auth()), context);
  }

  /**
   *
   *
   * <pre>
   * struct {
   *     opaque group_id&lt;V&gt;;
   *     uint64 epoch;
   *     ContentType content_type;
   *     opaque authenticated_data&lt;V&gt;;
   * } PrivateContentAAD;
   * </pre>
   */
  private Bytes contentAad(ContentType type, Bytes authenticatedData) {
    return aad(type).opaque(authenticatedData).toBytes();
  }

  /**
   *
   *
   * <pre>
   * struct {
   *     opaque group_id&lt;V&gt;;
   *     uint64 epoch;
   *     ContentType content_type;
   * } SenderDataAAD;
   * </pre>
   */
  private Bytes senderDataAad(ContentType type) {
    return aad(type).toBytes();
  }

  private TlsWriter aad(ContentType type) {
    return new TlsWriter().struct(context.groupId()).uint64(context.epoch()).struct(type);
  }
}
