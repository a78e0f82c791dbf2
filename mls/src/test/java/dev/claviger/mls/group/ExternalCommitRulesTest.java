package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.ExternalPub;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.GroupInfoTbs;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.UpdatePath;
import dev.claviger.mls.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Dave may not do who lets himself in. */
class ExternalCommitRulesTest {
  private static final LeafIndex DAVES_PLACE = new LeafIndex(3);

  private final World world = new World();
  private final ClientContext dave = World.client("dave", world.bobClient.validator());

  @Test
  void externalCommitWithoutFault_isAccepted() {
    CreatedCommit join = join(Optional.empty());
    Incoming.Committed committed =
        assertInstanceOf(Incoming.Committed.class, world.receive(world.bob, join.message()));
    GroupState next = assertInstanceOf(CommitOutcome.Advanced.class, committed.outcome()).next();
    assertEquals(join.next().epochAuthenticator(), next.epochAuthenticator());
    assertEquals(DAVES_PLACE, join.next().self().index());
  }

  @Test
  void externalCommitWithoutAPath_isRefused() {
    assertRefused(
        Rule.EXTERNAL_COMMIT_HAS_A_PATH, new Commit(genuine().proposals(), Optional.empty()));
  }

  @Test
  void externalCommitWithAReference_isRefused() {
    assertRefused(
        Rule.EXTERNAL_COMMIT_IS_BY_VALUE,
        with(new ProposalOrRef.ByReference(new ProposalRef(Bytes.utf8("which?")))));
  }

  @Test
  void externalCommitThatDoesMore_isRefused() {
    assertRefused(Rule.EXTERNAL_COMMIT_PROPOSALS_FIT, with(new GroupContextExtensions(List.of())));
  }

  @Test
  void externalCommitWithoutExternalInit_isRefused() {
    assertRefused(Rule.EXTERNAL_INIT_COMES_ONCE, new Commit(List.of(), genuine().path()));
  }

  @Test
  void externalCommitWithTwoExternalInits_isRefused() {
    assertRefused(Rule.EXTERNAL_INIT_COMES_ONCE, with(new ExternalInit(Bytes.utf8("second"))));
  }

  @Test
  void externalCommitThatRemovesTwo_isRefused() {
    assertRefused(
        Rule.EXTERNAL_COMMIT_REMOVES_ONE_AT_MOST,
        with(new Remove(new LeafIndex(1)), new Remove(new LeafIndex(2))));
  }

  @Test
  void externalCommitThatRemovesABlankLeaf_isRefused() {
    assertRefused(Rule.REMOVE_IS_OF_A_MEMBER, with(new Remove(DAVES_PLACE)));
  }

  @Test
  void externalCommitWithOnePskTwice_isRefused() {
    PreSharedKey psk =
        new PreSharedKey(
            new PreSharedKeyId.External(
                Bytes.utf8("k"), Bytes.wrap(new byte[world.suite.hashLength()])));
    assertRefused(Rule.PSK_IS_INJECTED_ONCE, with(psk, psk));
  }

  @Test
  void kemOutputThatIsNone_isRefused() {
    assertRefused(
        Rule.EXTERNAL_INIT_DECAPSULATES,
        new Commit(List.of(byValue(new ExternalInit(Bytes.utf8("short")))), genuine().path()));
  }

  @Test
  void kemOutputOfAnother_isNotConfirmed() {
    assertRefused(
        Rule.CONFIRMATION_TAG_VERIFIES, new Commit(genuine().proposals(), genuine().path()));
  }

  @Test
  void externalCommitSignedByAnother_isRefused() {
    SignedContent signed = sign(world.carolClient, new Sender.NewMemberCommit(), genuine());
    world.assertMessageRefused(Rule.SIGNATURE_VERIFIES, message(signed.withTag(noTag())));
  }

  @Test
  void leafThatIsNotACommits_isRefused() {
    LeafNode leaf = genuine().path().orElseThrow().leafNode();
    assertLeafRefused(
        Rule.COMMIT_LEAF_SOURCE_FITS,
        dave.leaf(leaf.encryptionKey(), new LeafNodeSource.Update())
            .sign(world.suite, dave.signer(), world.alice.context().groupId(), DAVES_PLACE));
  }

  @Test
  void leafSignedForAnotherPlace_isRefused() {
    LeafNode leaf = genuine().path().orElseThrow().leafNode();
    assertLeafRefused(
        Rule.LEAF_SIGNATURE_VERIFIES,
        leaf.content()
            .sign(world.suite, dave.signer(), world.alice.context().groupId(), new LeafIndex(1)));
  }

  @Test
  void leafWithTheKeyOfTheOneItReplaces_isRefused() {
    LeafIndex bobs = world.bob.self().index();
    Commit resync = (Commit) body(join(Optional.of(bobs)).message()).content().content();
    LeafNode old = resync.path().orElseThrow().leafNode();
    LeafNode leaf =
        dave.leaf(world.carol.member(bobs).encryptionKey(), old.leafNodeSource())
            .sign(world.suite, dave.signer(), world.alice.context().groupId(), bobs);
    UpdatePath path = new UpdatePath(leaf, resync.path().orElseThrow().nodes());
    SignedContent signed =
        sign(dave, new Sender.NewMemberCommit(), new Commit(resync.proposals(), Optional.of(path)));
    Refusals.assertRefused(
        Rule.RESYNC_KEY_IS_NEW, () -> world.receive(world.carol, message(signed.withTag(noTag()))));
  }

  @Test
  void joinerWithTheSignatureKeyOfAMember_isRefused() {
    ClientContext thief =
        dave.withIdentity(new Identity(world.carolClient.signatureKey(), dave.credential()));
    CreatedCommit honest = join(Optional.empty());
    Commit genuine = (Commit) body(honest.message()).content().content();
    UpdatePath path = genuine.path().orElseThrow();
    LeafNode leaf =
        thief
            .leaf(path.leafNode().encryptionKey(), path.leafNode().leafNodeSource())
            .sign(world.suite, thief.signer(), world.alice.context().groupId(), DAVES_PLACE);
    SignedContent signed =
        sign(
            thief,
            new Sender.NewMemberCommit(),
            new Commit(genuine.proposals(), Optional.of(new UpdatePath(leaf, path.nodes()))));
    world.assertMessageRefused(Rule.SIGNATURE_KEYS_ARE_UNIQUE, message(signed.withTag(noTag())));
  }

  @Test
  void newMemberCommitThatIsAProposal_isRefused() {
    SignedContent signed = sign(dave, new Sender.NewMemberCommit(), new Remove(DAVES_PLACE));
    world.assertMessageRefused(Rule.NEW_MEMBER_COMMIT_IS_A_COMMIT, message(signed.withoutTag()));
  }

  @Test
  void groupInfoWithoutExternalPub_isRefused() {
    Refusals.assertRefused(Rule.EXTERNAL_PUB_IS_AT_HAND, () -> join(groupInfo(Optional.empty())));
  }

  @Test
  void groupInfoWithAnExternalPubOfAnotherSuite_isRefused() {
    Refusals.assertRefused(
        Rule.EXTERNAL_PUB_IS_AT_HAND,
        () -> join(groupInfo(Optional.of(new HpkePublicKey(Bytes.utf8("short"))))));
  }

  @Test
  void groupInfoSignedByAnother_isRefused() {
    GroupInfo genuine = world.alice.groupInfo(true);
    Refusals.assertRefused(
        Rule.GROUP_INFO_SIGNATURE_VERIFIES,
        () -> join(genuine.tbs().sign(world.suite, dave.signer())));
  }

  private CreatedCommit join(Optional<LeafIndex> replaces) {
    return ExternalJoining.join(
        dave,
        world.alice.groupInfo(true),
        Optional.empty(),
        new ExternalJoinRequest(replaces, List.of(), World.NO_DATA));
  }

  private CreatedCommit join(GroupInfo groupInfo) {
    return ExternalJoining.join(
        dave,
        groupInfo,
        Optional.empty(),
        new ExternalJoinRequest(Optional.empty(), List.of(), World.NO_DATA));
  }

  private GroupInfo groupInfo(Optional<HpkePublicKey> externalPub) {
    GroupInfoTbs tbs = world.alice.groupInfo(true).tbs();
    List<Extension> extensions = new ArrayList<>(tbs.extensions());
    extensions.removeIf(e -> e.extensionType().equals(ExtensionType.EXTERNAL_PUB));
    externalPub.ifPresent(
        key ->
            extensions.add(
                new Extension(ExtensionType.EXTERNAL_PUB, new ExternalPub(key).encode())));
    return new GroupInfoTbs(tbs.groupContext(), extensions, tbs.confirmationTag(), tbs.signer())
        .sign(world.suite, world.aliceClient.signer());
  }

  private Commit genuine() {
    return (Commit) body(join(Optional.empty()).message()).content().content();
  }

  private Commit with(Proposal... more) {
    return with(List.of(more).stream().map(p -> byValue(p)).toArray(ProposalOrRef[]::new));
  }

  private Commit with(ProposalOrRef... more) {
    Commit genuine = genuine();
    List<ProposalOrRef> proposals = new ArrayList<>(genuine.proposals());
    proposals.addAll(List.of(more));
    return new Commit(proposals, genuine.path());
  }

  private static ProposalOrRef byValue(Proposal proposal) {
    return new ProposalOrRef.ByValue(proposal);
  }

  private void assertLeafRefused(Rule rule, LeafNode leaf) {
    Commit genuine = genuine();
    UpdatePath path = new UpdatePath(leaf, genuine.path().orElseThrow().nodes());
    assertRefused(rule, new Commit(genuine.proposals(), Optional.of(path)));
  }

  private void assertRefused(Rule rule, Commit commit) {
    SignedContent signed = sign(dave, new Sender.NewMemberCommit(), commit);
    world.assertMessageRefused(rule, message(signed.withTag(noTag())));
  }

  private SignedContent sign(ClientContext signer, Sender sender, Content content) {
    FramedContent framed =
        new FramedContent(
            world.alice.context().groupId(),
            world.alice.context().epoch(),
            sender,
            World.NO_DATA,
            content);
    return SignedContent.sign(
        world.suite, signer.signer(), WireFormat.PUBLIC_MESSAGE, framed, world.alice.context());
  }

  private static MlsMessage message(AuthenticatedContent content) {
    return new MlsMessage(new PublicMessage(content.content(), content.auth(), Optional.empty()));
  }

  private static Mac noTag() {
    return new Mac(Bytes.utf8("no tag"));
  }

  private static PublicMessage body(MlsMessage message) {
    return (PublicMessage) message.body();
  }
}
