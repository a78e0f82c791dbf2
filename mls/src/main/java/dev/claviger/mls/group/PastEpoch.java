package dev.claviger.mls.group;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.framing.OpenedMessage;
import dev.claviger.mls.framing.PrivateFraming;
import dev.claviger.mls.framing.SenderData;
import dev.claviger.mls.framing.VerifiedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.tree.Roster;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.ContentType;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.PrivateMessage;
import java.time.Instant;

/**
 * What is left of an epoch that is over: the keys of application data that may still come (RFC 9420
 * §15.3), and the signature keys to verify them with. Confined like the group that it belongs to.
 */
public final class PastEpoch implements AutoCloseable {
  private final ClientContext client;
  private final GroupContext context;
  private final Roster roster;
  private final LeafIndex self;
  private final Secret senderDataSecret;
  private final SecretTree secretTree;
  private final Instant left;
  private boolean ownsTree;

  /**
   * Takes the secret over. The secret tree is that of an epoch that is kept, until {@link #ownTree}
   * is called; handshake messages are not read with it here.
   */
  PastEpoch(GroupState state, Secret senderDataSecret, SecretTree secretTree, Instant left) {
    this(
        state.client(),
        state.context(),
        state.tree().roster(),
        state.self().index(),
        senderDataSecret,
        secretTree,
        left);
  }

  /** As above, of what was stored. */
  public PastEpoch(
      ClientContext client,
      GroupContext context,
      Roster roster,
      LeafIndex self,
      Secret senderDataSecret,
      SecretTree secretTree,
      Instant left) {
    this.client = client;
    this.context = context;
    this.roster = roster;
    this.self = self;
    this.senderDataSecret = senderDataSecret;
    this.secretTree = secretTree;
    this.left = left;
  }

  /** Takes the secret tree over: what it takes to receive application data is left of it. */
  public void ownTree() {
    ownsTree = true;
    secretTree.delete(RatchetType.HANDSHAKE);
    secretTree.endSending();
  }

  public GroupContext context() {
    return context;
  }

  public Roster roster() {
    return roster;
  }

  public LeafIndex self() {
    return self;
  }

  public Secret senderDataSecret() {
    return senderDataSecret;
  }

  public SecretTree secretTree() {
    return secretTree;
  }

  public Instant left() {
    return left;
  }

  long number() {
    return context.epoch();
  }

  /**
   * Application data of this epoch. Everything else of it came too late.
   *
   * @throws ValidationException if it breaks a rule
   */
  Incoming receive(PrivateMessage message) {
    if (message.contentType() != ContentType.APPLICATION) {
      throw new ValidationException(Rule.EPOCH_MATCHES, "epoch " + number() + " is over");
    }
    PrivateFraming framing =
        new PrivateFraming(client.suite(), context, senderDataSecret, secretTree);
    SenderData data = framing.senderData(message);
    LeafIndex sender = data.leafIndex();
    if (sender.equals(self)) {
      return new Incoming.Own();
    }
    LeafNode leaf =
        roster
            .leaf(sender)
            .orElseThrow(() -> new ValidationException(Rule.SENDER_IS_A_MEMBER, "leaf " + sender));
    try (OpenedMessage opened = framing.unprotect(message, data)) {
      VerifiedContent content = opened.content().verify(client.suite(), leaf.signatureKey());
      opened.key().consume();
      return new Incoming.Application(
          new Seat(sender, leaf),
          number(),
          ((ApplicationData) content.content()).value(),
          content.framed().authenticatedData());
    }
  }

  /** Erases the keys. */
  @Override
  public void close() {
    senderDataSecret.destroy();
    if (ownsTree) {
      secretTree.close();
    }
  }
}
