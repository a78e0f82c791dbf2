package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.tree.CreatedPath;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeContent;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.UpdatePath;
import dev.claviger.mls.wire.UpdatePathNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommitRulesTest {
  private final World world = new World();

  @Test
  void commitWithoutPath_isRefused_whenItRemoves() {
    world.assertCommitRefused(
        Rule.PATH_IS_THERE_WHEN_REQUIRED,
        World.forge(Optional.empty(), new Remove(world.carol.self().index())));
  }

  @Test
  void commitOfNothingWithoutPath_isRefused() {
    world.assertCommitRefused(Rule.PATH_IS_THERE_WHEN_REQUIRED, World.forge(Optional.empty()));
  }

  @Test
  void pathWithTheOldLeafKey_isRefused() {
    HpkePublicKey old = world.alice.member(world.alice.self().index()).encryptionKey();
    assertPathRefused(Rule.COMMITTER_LEAF_KEY_IS_NEW, withLeaf(old, genuine().leafNode()));
  }

  @Test
  void pathWhoseLeafIsNotACommits_isRefused() {
    LeafNode leaf = resign(genuine().leafNode(), new LeafNodeSource.Update());
    assertPathRefused(Rule.COMMIT_LEAF_SOURCE_FITS, new UpdatePath(leaf, genuine().nodes()));
  }

  @Test
  void pathWhoseLeafSignatureIsWrong_isRefused() {
    LeafNode leaf = new LeafNode(genuine().leafNode().content(), Bytes.utf8("no"));
    assertPathRefused(Rule.LEAF_SIGNATURE_VERIFIES, new UpdatePath(leaf, genuine().nodes()));
  }

  @Test
  void pathWithANodeTooFew_isRefused() {
    UpdatePath path = genuine();
    assertPathRefused(
        Rule.PATH_FITS_TREE,
        new UpdatePath(path.leafNode(), path.nodes().subList(0, path.nodes().size() - 1)));
  }

  @Test
  void pathNodeWithACiphertextTooFew_isRefused() {
    UpdatePath path = genuine();
    List<UpdatePathNode> nodes = new ArrayList<>(path.nodes());
    nodes.set(0, new UpdatePathNode(nodes.get(0).encryptionKey(), List.of()));
    assertPathRefused(Rule.PATH_CIPHERTEXTS_FIT_RESOLUTION, new UpdatePath(path.leafNode(), nodes));
  }

  @Test
  void pathWithAKeyOfTheTree_isRefused() {
    HpkePublicKey carols = world.carol.member(world.carol.self().index()).encryptionKey();
    assertPathRefused(Rule.PATH_KEYS_ARE_NEW, withNodeKey(genuine(), carols));
  }

  @Test
  void pathWithAKeyOfTheWrongLength_isRefused() {
    assertPathRefused(
        Rule.PUBLIC_KEYS_FIT_SUITE, withNodeKey(genuine(), new HpkePublicKey(Bytes.utf8("short"))));
  }

  @Test
  void pathWithOneKeyTwice_isRefused() {
    UpdatePath path = genuine();
    assertPathRefused(Rule.PATH_KEYS_ARE_NEW, withNodeKey(path, path.leafNode().encryptionKey()));
  }

  @Test
  void pathWhoseKeysAreNotThoseOfTheParentHash_isRefused() {
    HpkePublicKey other = genuine().nodes().get(0).encryptionKey();
    assertPathRefused(Rule.PATH_PARENT_HASH_MATCHES, withNodeKey(genuine(), other));
  }

  @Test
  void pathWithTheSignatureKeyOfAnotherMember_isRefused() {
    // Carol lends Alice her key: only so can the leaf's own signature verify.
    ClientContext both =
        world.aliceClient.withIdentity(
            new Identity(world.carolClient.signatureKey(), world.aliceClient.credential()));
    GroupState masked =
        new GroupState(
            both,
            world.alice.context(),
            world.alice.tree(),
            world.alice.self(),
            world.alice.pathKeys(),
            world.alice.secrets(),
            world.alice.confirmationTag());
    assertPathRefused(Rule.SIGNATURE_KEYS_ARE_UNIQUE, pathOf(world.commit(masked).message()));
  }

  @Test
  void pathSecretSealedForAnotherCommit_isRefused() {
    assertPathRefused(Rule.PATH_SECRET_DECRYPTS, withCiphertexts(genuine(), genuine()));
  }

  @Test
  void pathSecretThatGivesOtherKeys_isRefused() {
    CreatedPath first = createPath();
    GroupContext context = world.alice.context().provisional(first.tree().rootHash(), List.of());
    assertPathRefused(
        Rule.PATH_KEYS_MATCH_SECRET,
        withCiphertexts(first.seal(context, Set.of()), createPath().seal(context, Set.of())));
  }

  @Test
  void confirmationTagOfAnotherEpoch_isRefused() {
    world.assertCommitRefused(Rule.CONFIRMATION_TAG_VERIFIES, World.forge(Optional.of(genuine())));
  }

  @Test
  void updateAndRemoveByReference_areCommittedByAnother() {
    GroupState alice = world.alice;
    MlsMessage proposed =
        world.carol.protect(
            world
                .carol
                .sign(new Remove(alice.self().index()), World.NO_DATA, carolsFormat())
                .withoutTag());
    Incoming.Proposed byBob =
        assertInstanceOf(Incoming.Proposed.class, Reception.receive(world.bob, Map.of(), proposed));
    assertEquals(new Remove(alice.self().index()), byBob.proposal());
    Commit commit =
        new Commit(
            List.of(new dev.claviger.mls.wire.ProposalOrRef.ByReference(byBob.ref())),
            Optional.empty());
    world.assertCommitRefused(Rule.PROPOSAL_REFERENCE_IS_KNOWN, commit);
    dev.claviger.mls.Refusals.assertRefused(
        Rule.REMOVE_IS_NOT_THE_COMMITTER,
        () ->
            Reception.receive(
                world.bob,
                Map.of(byBob.ref(), byBob.sent()),
                alice.protect(world.sign(commit, new Mac(Bytes.utf8("tag"))))));
  }

  private dev.claviger.mls.wire.WireFormat carolsFormat() {
    return world.carolClient.handshakeFormat(world.alice.context().groupId());
  }

  private void assertPathRefused(Rule rule, UpdatePath path) {
    world.assertCommitRefused(rule, World.forge(Optional.of(path)));
  }

  private UpdatePath genuine() {
    return pathOf(world.commit(world.alice).message());
  }

  private static UpdatePath pathOf(MlsMessage message) {
    PublicMessage body = (PublicMessage) message.body();
    return ((Commit) body.content().content()).path().orElseThrow();
  }

  private static UpdatePath withNodeKey(UpdatePath path, HpkePublicKey key) {
    List<UpdatePathNode> nodes = new ArrayList<>(path.nodes());
    nodes.set(0, new UpdatePathNode(key, nodes.get(0).encryptedPathSecret()));
    return new UpdatePath(path.leafNode(), nodes);
  }

  private static UpdatePath withCiphertexts(UpdatePath keys, UpdatePath ciphertexts) {
    List<UpdatePathNode> nodes = new ArrayList<>();
    for (int i = 0; i < keys.nodes().size(); i++) {
      nodes.add(
          new UpdatePathNode(
              keys.nodes().get(i).encryptionKey(),
              ciphertexts.nodes().get(i).encryptedPathSecret()));
    }
    return new UpdatePath(keys.leafNode(), nodes);
  }

  private CreatedPath createPath() {
    ClientContext client = world.aliceClient;
    return CreatedPath.create(
        world.alice.tree().edit(),
        world.alice.self().index(),
        client.leaf(
            client.generateLeafKey().asHpkeKeyPair().publicKey(), new LeafNodeSource.Update()),
        world.alice.context().groupId(),
        client.signer(),
        client.vault().derivedKeys());
  }

  private UpdatePath withLeaf(HpkePublicKey key, LeafNode leaf) {
    LeafNodeContent content = leaf.content();
    LeafNodeContent changed =
        new LeafNodeContent(
            key,
            content.signatureKey(),
            content.credential(),
            content.capabilities(),
            content.leafNodeSource(),
            content.extensions());
    return new UpdatePath(sign(changed), genuine().nodes());
  }

  private LeafNode resign(LeafNode leaf, LeafNodeSource source) {
    VaultKey fresh = world.aliceClient.generateLeafKey();
    return sign(
        new LeafNodeContent(
            fresh.asHpkeKeyPair().publicKey(),
            leaf.signatureKey(),
            leaf.credential(),
            leaf.capabilities(),
            source,
            leaf.extensions()));
  }

  private LeafNode sign(LeafNodeContent content) {
    return content.sign(
        world.suite,
        world.aliceClient.signer(),
        world.alice.context().groupId(),
        world.alice.self().index());
  }
}
