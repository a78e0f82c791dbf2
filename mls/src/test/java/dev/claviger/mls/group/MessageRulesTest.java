package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.codec.Limits;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.ApplicationData;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.FramedContentAuthData;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PrivateMessage;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.WireFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageRulesTest {
  private final World world = new World();
  private final Bytes data = Bytes.utf8("data");

  @Test
  void messageThatIsForNoGroup_isRefused() {
    world.assertMessageRefused(
        Rule.MESSAGE_IS_OF_THIS_KIND,
        new MlsMessage(KeyPackageKeys.generate(world.carolClient).keyPackage()));
  }

  @Test
  void messageOfAnotherGroup_isRefused() {
    world.assertMessageRefused(
        Rule.GROUP_ID_MATCHES, new World().alice.protect(data, World.NO_DATA));
  }

  @Test
  void messageOfAnotherEpoch_isRefused() {
    GroupState next = world.commit(world.alice).next();
    world.assertMessageRefused(Rule.EPOCH_MATCHES, next.protect(data, World.NO_DATA));
  }

  @Test
  void senderOutsideOfTheTree_isRefused() {
    world.assertMessageRefused(Rule.SENDER_IS_A_MEMBER, fromMember(new LeafIndex(7)));
    world.assertMessageRefused(Rule.SENDER_IS_A_MEMBER, fromMember(new LeafIndex(3)));
  }

  @Test
  void applicationDataInClear_isRefused() {
    AuthenticatedContent content = signed(world.alice.self().index(), new ApplicationData(data));
    world.assertMessageRefused(
        Rule.APPLICATION_DATA_IS_ENCRYPTED,
        new MlsMessage(
            new PublicMessage(content.content(), content.auth(), Optional.of(new Mac(data)))));
  }

  @Test
  void messageSignedByAnother_isRefused() {
    world.assertMessageRefused(Rule.SIGNATURE_VERIFIES, fromMember(world.carol.self().index()));
  }

  @Test
  void membershipTagThatDoesNotVerify_isRefused() {
    PublicMessage genuine = (PublicMessage) proposal().body();
    world.assertMessageRefused(
        Rule.MEMBERSHIP_TAG_VERIFIES,
        new MlsMessage(
            new PublicMessage(genuine.content(), genuine.auth(), Optional.of(new Mac(data)))));
  }

  @Test
  void corruptCopy_isRefused_andDoesNotSpoilTheGenuineMessage() {
    MlsMessage genuine = world.alice.protect(data, World.NO_DATA);
    PrivateMessage body = (PrivateMessage) genuine.body();
    Refusals.assertRefused(
        Rule.CONTENT_DECRYPTS,
        () ->
            world.receive(
                world.bob, with(body, body.encryptedSenderData(), flipLast(body.ciphertext()))));
    assertEquals(
        data,
        assertInstanceOf(Incoming.Application.class, world.receive(world.bob, genuine)).data());
  }

  @Test
  void messageWithForgedSignatureInside_doesNotSpoilTheGenuineGeneration() {
    // Signed by the wrong key, encrypted well: the ratchet key must survive the refusal.
    AuthenticatedContent genuine =
        signed(world.alice.self().index(), new ApplicationData(data), WireFormat.PRIVATE_MESSAGE);
    AuthenticatedContent forged =
        new AuthenticatedContent(
            genuine.wireFormat(),
            genuine.content(),
            new FramedContentAuthData(Bytes.utf8("no signature"), Optional.empty()));
    world.assertMessageRefused(Rule.SIGNATURE_VERIFIES, world.alice.protect(forged));
  }

  @Test
  void messageThatNobodyWouldDecode_isNotSent() {
    Bytes tooLong = Bytes.wrap(new byte[Limits.MAX_MESSAGE_LENGTH]);
    Refusals.assertRefused(
        Rule.MESSAGE_IS_WITHIN_AEAD_LIMITS, () -> world.alice.protect(tooLong, World.NO_DATA));
    world.assertBobIsWell();
  }

  @Test
  void senderDataThatDoNotDecrypt_areRefused() {
    PrivateMessage body = (PrivateMessage) world.alice.protect(data, World.NO_DATA).body();
    world.assertMessageRefused(
        Rule.SENDER_DATA_DECRYPTS,
        with(body, flipLast(body.encryptedSenderData()), body.ciphertext()));
  }

  @Test
  void replayedMessage_isRefused() {
    MlsMessage message = world.alice.protect(data, World.NO_DATA);
    world.receive(world.bob, message);
    world.assertMessageRefused(Rule.GENERATION_IS_UNUSED, message);
  }

  @Test
  void messagesOutOfOrder_areAccepted() {
    MlsMessage first = world.alice.protect(Bytes.utf8("1"), World.NO_DATA);
    MlsMessage second = world.alice.protect(Bytes.utf8("2"), Bytes.utf8("aad"));
    Incoming.Application late =
        assertInstanceOf(Incoming.Application.class, world.receive(world.bob, second));
    assertEquals(Bytes.utf8("aad"), late.authenticatedData());
    assertEquals(
        Bytes.utf8("1"),
        assertInstanceOf(Incoming.Application.class, world.receive(world.bob, first)).data());
  }

  @Test
  void ownCommitThatIsNotPending_isRefused() {
    CreatedCommit dropped = world.commit(world.alice);
    Refusals.assertRefused(
        Rule.OWN_COMMIT_IS_PENDING, () -> world.receive(world.alice, dropped.message()));
  }

  @Test
  void proposalIsReceived() {
    Incoming.Proposed proposed =
        assertInstanceOf(
            Incoming.Proposed.class, Reception.receive(world.bob, Map.of(), proposal()));
    assertEquals(new Remove(world.carol.self().index()), proposed.proposal());
  }

  private MlsMessage proposal() {
    return world.alice.protect(
        signed(world.alice.self().index(), new Remove(world.carol.self().index())));
  }

  private MlsMessage fromMember(LeafIndex sender) {
    return world.alice.protect(signed(sender, new Remove(world.carol.self().index())));
  }

  private AuthenticatedContent signed(LeafIndex sender, Content content) {
    return signed(sender, content, WireFormat.PUBLIC_MESSAGE);
  }

  private AuthenticatedContent signed(LeafIndex sender, Content content, WireFormat format) {
    return sign(new Sender.Member(sender), content, format);
  }

  private AuthenticatedContent sign(Sender sender, Content content, WireFormat format) {
    FramedContent framed =
        new FramedContent(
            world.alice.context().groupId(),
            world.alice.context().epoch(),
            sender,
            World.NO_DATA,
            content);
    return SignedContent.sign(
            world.suite, world.aliceClient.signer(), format, framed, world.alice.context())
        .withoutTag();
  }

  private static MlsMessage with(PrivateMessage body, Bytes senderData, Bytes ciphertext) {
    return new MlsMessage(
        new PrivateMessage(
            body.groupId(),
            body.epoch(),
            body.contentType(),
            body.authenticatedData(),
            senderData,
            ciphertext));
  }

  private static Bytes flipLast(Bytes bytes) {
    byte[] flipped = bytes.toByteArray();
    flipped[flipped.length - 1] ^= 1;
    return Bytes.wrap(flipped);
  }
}
