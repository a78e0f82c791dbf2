package dev.claviger.mls.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.rule.Keeps;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.ContentType;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.FramedContentAuthData;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.PrivateMessage;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.WireFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivateFramingTest {
  private static final int MESSAGES = 50;

  private final CipherSuite suite = TestClients.suite();
  private final Secret senderDataSecret = Secret.zeros(suite.hashLength());
  private final GroupContext context =
      new GroupContext(
          suite.id(), new GroupId(Bytes.utf8("g")), 1, Bytes.empty(), Bytes.empty(), List.of());
  private final PrivateFraming framing =
      new PrivateFraming(
          suite,
          context,
          senderDataSecret,
          new SecretTree(
              suite, new TreeSize(2), Secret.zeros(suite.hashLength()), RatchetWindow.DEFAULT));

  @Test
  @Keeps({Rule.REUSE_GUARD_IS_FRESH, Rule.KEY_ENCRYPTS_ONE_MESSAGE})
  void everyMessageHasAKeyAndAReuseGuardOfItsOwn() {
    Set<Bytes> guards = new HashSet<>();
    for (int i = 0; i < MESSAGES; i++) {
      SenderData data = senderData(framing.protect(content(member()), Padding.NONE));
      assertEquals(i, data.generation());
      guards.add(data.reuseGuard());
    }
    // Among fifty random values of four bytes, two are the same once in three million times.
    assertEquals(MESSAGES, guards.size());
  }

  @Test
  @Keeps(Rule.PRIVATE_MESSAGE_IS_A_MEMBERS)
  void senderFromOutside_getsNoPrivateMessage() {
    for (Sender outsider :
        List.of(
            new Sender.External(0), new Sender.NewMemberProposal(), new Sender.NewMemberCommit())) {
      assertThrows(
          IllegalArgumentException.class, () -> framing.protect(content(outsider), Padding.NONE));
    }
  }

  private SenderData senderData(PrivateMessage message) {
    Bytes aad =
        new TlsWriter()
            .struct(context.groupId())
            .uint64(context.epoch())
            .struct(ContentType.APPLICATION)
            .toBytes();
    try (SenderDataKey key = SenderDataKey.derive(suite, senderDataSecret, message.ciphertext())) {
      return TlsReader.decode(
          key.open(suite, aad, message.encryptedSenderData()), "SenderData", SenderData::read);
    }
  }

  private static Sender member() {
    return new Sender.Member(new LeafIndex(0));
  }

  private AuthenticatedContent content(Sender sender) {
    return new AuthenticatedContent(
        WireFormat.PRIVATE_MESSAGE,
        new FramedContent(
            context.groupId(),
            context.epoch(),
            sender,
            Bytes.empty(),
            new ApplicationData(Bytes.utf8("data"))),
        new FramedContentAuthData(Bytes.utf8("signature"), Optional.empty()));
  }
}
