package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.CustomProposal;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.ExternalSenders;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.Update;
import dev.claviger.mls.wire.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What those outside of the group may not say: the external sender Dora, and Dave the applicant.
 */
class ExternalSenderRulesTest {
  private static final Sender DORA = new Sender.External(0);

  private final World world = new World();
  private final ClientContext dora = World.client("dora", world.bobClient.validator());
  private final LeafIndex carol = world.carol.self().index();

  ExternalSenderRulesTest() {
    CreatedCommit commit =
        world.commit(world.alice, new GroupContextExtensions(List.of(listed("dora"))));
    world.bob = next(world.bob, commit);
    world.carol = next(world.carol, commit);
    world.alice = commit.next();
  }

  @Test
  void proposalOfAListedSender_isReceived() {
    Incoming.Proposed proposed =
        assertInstanceOf(
            Incoming.Proposed.class, world.receive(world.bob, sign(dora, DORA, new Remove(carol))));
    assertEquals(new SentProposal(new Remove(carol), DORA), proposed.sent());
  }

  @Test
  void senderThatIsNotListed_isRefused() {
    world.assertMessageRefused(
        Rule.EXTERNAL_SENDER_IS_LISTED, sign(dora, new Sender.External(1), new Remove(carol)));
    world.assertMessageRefused(
        Rule.EXTERNAL_SENDER_IS_LISTED, sign(dora, new Sender.External(-1), new Remove(carol)));
  }

  @Test
  void senderInTheNameOfAnother_isRefused() {
    world.assertMessageRefused(
        Rule.SIGNATURE_VERIFIES, sign(world.carolClient, DORA, new Remove(carol)));
  }

  @Test
  void typesThatOutsidersMayNotSend_areRefused() {
    for (dev.claviger.mls.wire.Proposal proposal :
        List.of(
            new Update(world.carol.member(carol)),
            new ExternalInit(Bytes.utf8("kem output")),
            new CustomProposal(new ProposalType(0xF00D), Bytes.empty()))) {
      world.assertMessageRefused(
          Rule.EXTERNAL_PROPOSAL_TYPE_IS_ALLOWED, sign(dora, DORA, proposal));
    }
  }

  @Test
  void commitOfAnExternalSender_isRefused() {
    world.assertMessageRefused(
        Rule.EXTERNAL_SENDER_SENDS_PROPOSALS,
        sign(dora, DORA, new Commit(List.of(), Optional.empty())));
  }

  @Test
  void applicantThatAsksForMoreThanItsOwnAdd_isRefused() {
    world.assertMessageRefused(
        Rule.NEW_MEMBER_PROPOSES_ITS_ADD,
        sign(dora, new Sender.NewMemberProposal(), new Remove(carol)));
  }

  @Test
  void applicantThatSignsWithAnotherKey_isRefused() {
    world.assertMessageRefused(
        Rule.SIGNATURE_VERIFIES,
        sign(dora, new Sender.NewMemberProposal(), new Add(new ForgedKeyPackage().build())));
  }

  @Test
  void applicantsKeyPackageWithAFault_isRefusedAtOnce() {
    ForgedKeyPackage forged = new ForgedKeyPackage();
    forged.breakSignature = true;
    world.assertMessageRefused(
        Rule.KEY_PACKAGE_SIGNATURE_VERIFIES,
        sign(forged.client, new Sender.NewMemberProposal(), new Add(forged.build())));
  }

  @Test
  void externalSenderWhoseCredentialIsRejected_isNotListed() {
    GroupState erin =
        GroupState.create(
            World.client("erin", World.lenient(CredentialType.BASIC)),
            GroupState.randomGroupId(world.suite));
    Refusals.assertRefused(
        Rule.EXTERNAL_SENDER_IS_VALID,
        () -> world.commit(erin, new GroupContextExtensions(List.of(listed("mallory")))));
  }

  private GroupState next(GroupState member, CreatedCommit commit) {
    Incoming.Committed committed =
        (Incoming.Committed) Reception.receive(member, Map.of(), commit.message());
    return ((CommitOutcome.Advanced) committed.outcome()).next();
  }

  private Extension listed(String name) {
    SignaturePublicKey key = dora.signatureKey().asSignatureKeyPair().publicKey();
    return new ExternalSenders(List.of(new ExternalSender(key, Credential.basic(name))))
        .toExtension();
  }

  private MlsMessage sign(ClientContext signer, Sender sender, Content content) {
    FramedContent framed =
        new FramedContent(
            world.alice.context().groupId(),
            world.alice.context().epoch(),
            sender,
            World.NO_DATA,
            content);
    SignedContent signed =
        SignedContent.sign(
            world.suite, signer.signer(), WireFormat.PUBLIC_MESSAGE, framed, world.alice.context());
    var whole =
        content instanceof Commit ? signed.withTag(new Mac(Bytes.empty())) : signed.withoutTag();
    return new MlsMessage(new PublicMessage(whole.content(), whole.auth(), Optional.empty()));
  }
}
