package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.MalformedVectorException;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.framing.OpenedMessage;
import dev.claviger.mls.framing.Padding;
import dev.claviger.mls.framing.PrivateFraming;
import dev.claviger.mls.framing.PublicFraming;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PrivateMessage;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.WireFormat;
import java.security.PrivateKey;
import java.util.List;

/** Leaf 1 of the group of two that a vector of message-protection describes. */
public final class ProtectedMember {
  private static final Sender SENDER = new Sender.Member(new LeafIndex(1));

  private final CipherSuite suite;
  private final Fields in;
  private final GroupContext context;
  private final SignaturePublicKey publicKey;
  private final PrivateKey privateKey;
  private final PublicFraming publicFraming;

  public ProtectedMember(CipherSuite suite, Fields in) {
    this.suite = suite;
    this.in = in;
    this.context =
        new GroupContext(
            suite.id(),
            new GroupId(in.hex("group_id")),
            in.uint64("epoch"),
            in.hex("tree_hash"),
            in.hex("confirmed_transcript_hash"),
            List.of());
    this.publicKey = new SignaturePublicKey(in.hex("signature_pub"));
    this.privateKey = PrivateKeys.of(suite.signatureScheme().curve(), in.hex("signature_priv"));
    this.publicFraming = new PublicFraming(suite, context, in.secret("membership_key"));
  }

  public Content openPublic(Bytes encoded) {
    if (MlsMessage.decode(encoded).body() instanceof PublicMessage message) {
      return publicFraming.unprotect(message).verify(suite, publicKey).content();
    }
    throw new MalformedVectorException("a PublicMessage was expected");
  }

  public Content openPrivate(Bytes encoded) {
    if (MlsMessage.decode(encoded).body() instanceof PrivateMessage message) {
      try (SecretTree tree = tree();
          OpenedMessage opened = framing(tree).unprotect(message)) {
        return opened.content().verify(suite, publicKey).content();
      }
    }
    throw new MalformedVectorException("a PrivateMessage was expected");
  }

  public Bytes protectPublic(Content content) {
    AuthenticatedContent signed = sign(content, WireFormat.PUBLIC_MESSAGE);
    return new MlsMessage(publicFraming.protect(signed)).encode();
  }

  public Bytes protectPrivate(Content content) {
    AuthenticatedContent signed = sign(content, WireFormat.PRIVATE_MESSAGE);
    try (SecretTree tree = tree()) {
      PrivateMessage message = framing(tree).protect(signed, Padding.BLOCKS_OF_32);
      return new MlsMessage(message).encode();
    }
  }

  /** A new one for every message: sender and receiver do not share one. */
  private SecretTree tree() {
    return new SecretTree(
        suite, new TreeSize(2), in.secret("encryption_secret"), RatchetWindow.DEFAULT);
  }

  private PrivateFraming framing(SecretTree tree) {
    return new PrivateFraming(suite, context, in.secret("sender_data_secret"), tree);
  }

  private AuthenticatedContent sign(Content content, WireFormat format) {
    FramedContent framed =
        new FramedContent(
            context.groupId(), context.epoch(), SENDER, Bytes.utf8("authenticated"), content);
    SignedContent signed = SignedContent.sign(suite, privateKey, format, framed, context);
    return content instanceof Commit
        ? signed.withTag(new Mac(Bytes.wrap(new byte[suite.hashLength()])))
        : signed.withoutTag();
  }
}
