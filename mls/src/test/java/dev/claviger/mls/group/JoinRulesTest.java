package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.ParentNode;
import dev.claviger.mls.wire.Welcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinRulesTest {
  /** The root of a tree of four leaves; its left child. */
  private static final int ROOT = 3;

  private static final int LEFT = 1;

  private final ForgedWelcome forged = new ForgedWelcome(new World());

  @Test
  void welcomeWithoutFault_isAccepted() {
    assertEquals(4, forged.join().tree().memberCount());
  }

  @Test
  void welcomeForAnotherKeyPackage_isRefused() {
    KeyPackageKeys other = KeyPackageKeys.generate(forged.daveClient);
    Refusals.assertRefused(
        Rule.WELCOME_IS_FOR_US,
        () ->
            Joining.join(forged.daveClient, other, forged.build(), Optional.empty(), id -> false));
  }

  @Test
  void welcomeOfAnotherSuite_isRefused() {
    Welcome welcome = forged.build();
    Refusals.assertRefused(
        Rule.WELCOME_SUITE_MATCHES,
        () ->
            forged.join(
                new Welcome(
                    new CipherSuiteId(1), welcome.secrets(), welcome.encryptedGroupInfo())));
  }

  @Test
  void welcomeThatDoesNotDecrypt_isRefused() {
    Welcome welcome = forged.build();
    Refusals.assertRefused(
        Rule.WELCOME_DECRYPTS,
        () ->
            forged.join(
                new Welcome(
                    welcome.cipherSuite(),
                    welcome.secrets(),
                    Bytes.concat(welcome.encryptedGroupInfo(), Bytes.utf8("x")))));
  }

  @Test
  void groupInfoSignedByAnother_isRefused() {
    forged.signerKey = forged.world.bobClient.signatureKey();
    assertRefused(Rule.GROUP_INFO_SIGNATURE_VERIFIES);
  }

  @Test
  void groupInfoWithoutASigner_isRefused() {
    forged.signer = new LeafIndex(9);
    assertRefused(Rule.GROUP_INFO_SIGNER_IS_A_MEMBER);
  }

  @Test
  void groupInfoOfAnotherSuite_isRefused() {
    forged.contextSuite = new CipherSuiteId(1);
    assertRefused(Rule.GROUP_INFO_SUITE_MATCHES);
  }

  @Test
  void groupWeAreInAlready_isRefused() {
    Refusals.assertRefused(
        Rule.GROUP_ID_IS_NEW,
        () ->
            Joining.join(
                forged.daveClient, forged.daveKeys, forged.build(), Optional.empty(), id -> true));
  }

  @Test
  void welcomeWithoutATree_isRefused() {
    forged.treeInside = false;
    assertRefused(Rule.TREE_IS_AT_HAND);
  }

  @Test
  void treeWithoutOurLeaf_isRefused() {
    forged.daveInTree = false;
    assertRefused(Rule.OWN_LEAF_IS_IN_TREE);
  }

  @Test
  void groupExtensionWeDoNotSupport_isRefused() {
    forged.contextExtensions = List.of(ForgedKeyPackage.extension(0xF000));
    assertRefused(Rule.GROUP_EXTENSIONS_ARE_SUPPORTED);
  }

  @Test
  void pathSecretThatGivesOtherKeys_isRefused() {
    forged.pathSecret = Optional.of(Secret.zeros(forged.world.suite.hashLength()));
    assertRefused(Rule.WELCOME_PATH_SECRET_MATCHES);
  }

  @Test
  void confirmationTagThatDoesNotVerify_isRefused() {
    forged.confirmed = false;
    assertRefused(Rule.WELCOME_CONFIRMATION_TAG_VERIFIES);
  }

  @Test
  void treeOfAnotherHash_isRefused() {
    forged.hashed = false;
    assertRefused(Rule.TREE_HASH_MATCHES);
  }

  @Test
  void treeThatEndsBlank_isRefused() {
    forged.treeChange = nodes -> nodes.set(nodes.size() - 1, Optional.empty());
    assertRefused(Rule.TREE_ENDS_NON_BLANK);
  }

  @Test
  void leafInThePlaceOfAParent_isRefused() {
    forged.treeChange = nodes -> nodes.set(LEFT, nodes.get(0));
    assertRefused(Rule.TREE_NODES_ARE_IN_PLACE);
  }

  @Test
  void parentWithAKeyThatNobodyCommitted_isRefused() {
    forged.treeChange =
        nodes -> {
          ParentNode left = parent(nodes, LEFT);
          nodes.set(
              LEFT,
              Optional.of(
                  new ParentNode(
                      forged.daveKeys.initKey().asHpkeKeyPair().publicKey(),
                      left.parentHash(),
                      left.unmergedLeaves())));
        };
    assertRefused(Rule.PARENT_HASHES_ARE_VALID);
  }

  @Test
  void leafThatChangedUnderACommittersParentHash_isRefused() {
    forged.treeChange =
        nodes ->
            nodes.set(
                2,
                Optional.of(
                    new LeafNode(
                        ((LeafNode) nodes.get(2).orElseThrow()).content(), Bytes.utf8("no"))));
    assertRefused(Rule.PARENT_HASHES_ARE_VALID);
  }

  @Test
  void ourLeafWithoutItsSignature_isRefused() {
    forged.treeChange =
        nodes ->
            nodes.set(
                6,
                Optional.of(
                    new LeafNode(
                        ((LeafNode) nodes.get(6).orElseThrow()).content(), Bytes.utf8("no"))));
    assertRefused(Rule.LEAF_SIGNATURE_VERIFIES);
  }

  @Test
  void memberTwiceInTheTree_isRefused() {
    forged.treeChange = nodes -> nodes.set(6, nodes.get(4));
    assertRefused(Rule.ENCRYPTION_KEYS_ARE_UNIQUE);
  }

  @Test
  void unmergedLeavesThatAreNotSorted_areRefused() {
    setUnmerged(ROOT, 3, 2);
    assertRefused(Rule.UNMERGED_LEAVES_ARE_SORTED);
    setUnmerged(ROOT, 3, 3);
    assertRefused(Rule.UNMERGED_LEAVES_ARE_SORTED);
  }

  @Test
  void unmergedLeafThatIsNotBelow_isRefused() {
    setUnmerged(LEFT, 2);
    assertRefused(Rule.UNMERGED_LEAVES_ARE_DESCENDANTS);
    setUnmerged(ROOT, 9);
    assertRefused(Rule.UNMERGED_LEAVES_ARE_DESCENDANTS);
  }

  @Test
  void unmergedLeafThatANodeInBetweenDoesNotList_isRefused() {
    setUnmerged(ROOT, 1, 3);
    assertRefused(Rule.UNMERGED_LEAVES_ARE_IN_BETWEEN);
  }

  @Test
  void credentialOfAMemberThatIsRejected_isRefused() {
    ClientContext picky =
        withValidator(
            presented ->
                presented.role() instanceof CredentialValidator.Role.Member member
                        && member.index().equals(new LeafIndex(1))
                    ? new CredentialValidator.Verdict.Rejected("not this one")
                    : new CredentialValidator.Verdict.Accepted());
    Refusals.assertRefused(
        Rule.CREDENTIAL_IS_VALID,
        () -> Joining.join(picky, forged.daveKeys, forged.build(), Optional.empty(), id -> false));
  }

  private ClientContext withValidator(CredentialValidator validator) {
    return forged.daveClient.withValidator(validator);
  }

  private void setUnmerged(int node, int... leaves) {
    List<LeafIndex> unmerged = java.util.Arrays.stream(leaves).mapToObj(LeafIndex::new).toList();
    forged.treeChange =
        nodes -> {
          ParentNode parent = parent(nodes, node);
          nodes.set(
              node,
              Optional.of(new ParentNode(parent.encryptionKey(), parent.parentHash(), unmerged)));
        };
  }

  private static ParentNode parent(List<Optional<Node>> nodes, int index) {
    return (ParentNode) nodes.get(index).orElseThrow();
  }

  private void assertRefused(Rule rule) {
    Refusals.assertRefused(rule, forged::join);
  }
}
