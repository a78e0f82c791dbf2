package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.schedule.JoinerSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.CustomProposal;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.GroupSecrets;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.Update;
import dev.claviger.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where GREASE is sent and where it is not (RFC 9420 §13.5). */
class GreaseTest {
  /** More than enough for a choice of fifteen to have shown all. */
  private static final int MANY = 2000;

  private static final Set<Integer> RESERVED =
      Set.of(
          0x0A0A, 0x1A1A, 0x2A2A, 0x3A3A, 0x4A4A, 0x5A5A, 0x6A6A, 0x7A7A, 0x8A8A, 0x9A9A, 0xAAAA,
          0xBABA, 0xCACA, 0xDADA, 0xEAEA);

  private final CipherSuite suite = TestClients.suite();
  private final World world = new World();

  @Test
  void choiceIsRandom_amongTheReservedValuesOnly() {
    List<Set<Integer>> chosen =
        IntStream.range(0, 4).<Set<Integer>>mapToObj(i -> new TreeSet<>()).toList();
    for (int i = 0; i < MANY; i++) {
      List<List<Integer>> choice = lists(Grease.random(suite).values());
      for (int list = 0; list < choice.size(); list++) {
        assertEquals(1, choice.get(list).size());
        chosen.get(list).addAll(choice.get(list));
      }
    }
    chosen.forEach(values -> assertEquals(RESERVED, values));
  }

  @Test
  void reservedValues_areTheFifteenOfTheRfc() {
    assertEquals(
        RESERVED,
        IntStream.rangeClosed(0, 0xFFFF)
            .filter(Grease::isReserved)
            .boxed()
            .collect(Collectors.toSet()));
  }

  @Test
  void keyPackageHasIt_andSoHasItsLeaf() {
    KeyPackage keyPackage = TestClients.client("dave").keyPackage();
    assertGreased(keyPackage.extensions());
    assertGreased(keyPackage.leafNode());
  }

  @Test
  void everyLeafOfAMemberHasIt_theSameEachTime() {
    LeafNode ofCreator =
        GroupState.create(world.aliceClient, GroupState.randomGroupId(suite)).member(leaf(world));
    LeafNode ofCommit = leafOf(world.commit(world.alice).next());
    CreatedProposal proposal =
        ProposalCreation.update(world.alice, Optional.empty(), World.NO_DATA);
    LeafNode ofUpdate = ((Update) proposal.queued().sent().proposal()).leafNode();
    ClientContext daveClient =
        World.client("dave", dev.claviger.mls.spi.CredentialValidator.trustBasic());
    assertGreased(leafOf(join(daveClient, world.alice).next()));
    for (LeafNode leaf : List.of(ofCreator, ofCommit, ofUpdate)) {
      assertGreased(leaf);
      assertEquals(ofCreator.capabilities(), leaf.capabilities());
      assertEquals(ofCreator.extensions(), leaf.extensions());
    }
  }

  @Test
  void groupInfoHasIt_insideAWelcomeAndForThoseWhoLetThemselvesIn() {
    assertGreased(world.alice.groupInfo(false).extensions());
    assertGreased(world.alice.groupInfo(true).extensions());
    KeyPackageKeys keys =
        KeyPackageKeys.generate(
            World.client("dave", dev.claviger.mls.spi.CredentialValidator.trustBasic()));
    CreatedCommit commit = world.commit(world.alice, new Add(keys.keyPackage()));
    GroupInfo inside = open((Welcome) commit.welcome().orElseThrow().body(), keys);
    assertGreased(inside.extensions());
    assertEquals(List.of(), greaseOf(inside.groupContext().extensions()));
  }

  @Test
  void contentOfAnExtensionIsNew_eachTime() {
    Features features = Features.of(suite, List.of(), List.of());
    assertTrue(
        IntStream.range(0, MANY).mapToObj(i -> features.extensions(suite)).distinct().count() > 1);
    assertEquals(features.leafExtensions(), features.leafExtensions());
  }

  @Test
  void versionsCredentialsAndGroupContextsHaveNone() {
    world
        .alice
        .tree()
        .forEachLeaf(
            (index, leaf) -> {
              assertEquals(List.of(ProtocolVersion.MLS10), leaf.capabilities().versions());
              assertEquals(CredentialType.BASIC, leaf.credential().type());
            });
    assertEquals(List.of(), world.alice.context().extensions());
  }

  @Test
  void clientWithoutIt_sendsNone() {
    KeyPackage keyPackage =
        TestClients.builder(suite, "dave", SoftwareVault.create())
            .withoutGrease()
            .build()
            .keyPackage();
    assertEquals(List.of(), keyPackage.extensions());
    assertEquals(List.of(), keyPackage.leafNode().extensions());
    lists(keyPackage.leafNode().capabilities())
        .forEach(list -> assertTrue(list.stream().noneMatch(RESERVED::contains)));
  }

  @Test
  void whatWeSupportHasNone() {
    Features features = Features.of(suite, List.of(), List.of());
    assertEquals(List.of(), features.proposals());
    for (int value : RESERVED) {
      ExtensionType extension = new ExtensionType(value);
      ProposalType proposal = new ProposalType(value);
      assertFalse(features.supports(extension));
      assertFalse(features.supports(proposal));
      assertThrows(
          IllegalArgumentException.class, () -> Features.of(suite, List.of(extension), List.of()));
      assertThrows(
          IllegalArgumentException.class, () -> Features.plain(List.of(), List.of(proposal)));
    }
  }

  @Test
  void askedFor_itIsNotSentWhereItWouldBeRejected() {
    Features features = world.aliceClient.features();
    Capabilities said = features.capabilities(suite.id(), List.of());
    List<Extension> extensions = List.of(new Extension(said.extensions().get(0), Bytes.empty()));
    GroupState alone = GroupState.create(world.aliceClient, GroupState.randomGroupId(suite));
    assertUnsent(
        Rule.GROUP_EXTENSIONS_ARE_SUPPORTED, alone, new GroupContextExtensions(extensions));
    assertUnsent(
        Rule.PROPOSAL_TYPE_IS_SUPPORTED,
        alone,
        new CustomProposal(said.proposals().get(0), Bytes.empty()));
    Refusals.assertRefused(
        Rule.GROUP_EXTENSIONS_ARE_SUPPORTED,
        () -> GroupState.create(world.aliceClient, GroupState.randomGroupId(suite), extensions));
  }

  private void assertUnsent(Rule rule, GroupState state, Proposal proposal) {
    Refusals.assertRefused(rule, () -> world.commit(state, proposal));
    Refusals.assertRefused(rule, () -> ProposalCreation.create(state, proposal, World.NO_DATA));
  }

  private static void assertGreased(LeafNode leaf) {
    lists(leaf.capabilities())
        .forEach(list -> assertTrue(list.stream().anyMatch(RESERVED::contains), list::toString));
    assertGreased(leaf.extensions());
    leaf.extensions()
        .forEach(e -> assertTrue(leaf.capabilities().extensions().contains(e.extensionType())));
  }

  private static void assertGreased(List<Extension> extensions) {
    assertFalse(greaseOf(extensions).isEmpty());
  }

  private static List<Extension> greaseOf(List<Extension> extensions) {
    return extensions.stream().filter(e -> RESERVED.contains(e.extensionType().value())).toList();
  }

  /** The lists of capabilities that may have GREASE. */
  private static List<List<Integer>> lists(Capabilities capabilities) {
    List<List<Integer>> lists = new ArrayList<>();
    lists.add(capabilities.cipherSuites().stream().map(CipherSuiteId::value).toList());
    lists.add(capabilities.extensions().stream().map(ExtensionType::value).toList());
    lists.add(capabilities.proposals().stream().map(ProposalType::value).toList());
    lists.add(capabilities.credentials().stream().map(CredentialType::value).toList());
    return lists;
  }

  private static CreatedCommit join(ClientContext client, GroupState state) {
    return ExternalJoining.join(
        client,
        state.groupInfo(true),
        Optional.empty(),
        new ExternalJoinRequest(Optional.empty(), List.of(), World.NO_DATA));
  }

  private static dev.claviger.mls.index.LeafIndex leaf(World world) {
    return world.alice.self().index();
  }

  private static LeafNode leafOf(GroupState state) {
    return state.member(state.self().index());
  }

  private GroupInfo open(Welcome welcome, KeyPackageKeys keys) {
    Secret encoded =
        suite.decryptWithLabel(
            ClientContext.pair(keys.initKey()),
            WelcomeCreation.LABEL,
            welcome.encryptedGroupInfo(),
            welcome.secrets().get(0).encryptedGroupSecrets());
    GroupSecrets secrets = TlsReader.decode(encoded, "GroupSecrets", GroupSecrets::read);
    return TlsReader.decode(
        new JoinerSecret(secrets.joinerSecret())
            .withPsks(suite, PskSecret.none(suite))
            .welcome(suite)
            .open(suite, welcome.encryptedGroupInfo()),
        "GroupInfo",
        GroupInfo::read);
  }
}
