package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.Welcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A member whose leaf has unknown values and GREASE wherever there can be any (§13, §13.5). */
class UnknownValuesTest {
  /** All GREASE, one that is not assigned, and one for private use. */
  private static final List<Integer> CODES =
      Stream.concat(
              IntStream.range(0, 15).mapToObj(n -> n << 12 | 0x0A00 | n << 4 | 0x000A),
              Stream.of(0x7FFF, 0xF00D))
          .toList();

  private final World world = new World();
  private final ClientContext odd =
      World.client(
          "odd",
          CredentialValidator.trustBasic(),
          Features.of(TestClients.suite(), List.of(), List.of(), everything()));

  /** The members by name; each Commit must bring all of them to the same next epoch. */
  private final Map<String, GroupState> members = new TreeMap<>();

  private final Map<ProposalRef, SentProposal> proposals = new HashMap<>();

  UnknownValuesTest() {
    members.put("alice", world.alice);
    members.put("bob", world.bob);
    members.put("carol", world.carol);
  }

  @Test
  void keyPackageWithAllOfThem_survivesARoundTrip() {
    KeyPackage keyPackage = KeyPackageKeys.generate(odd).keyPackage();
    Capabilities capabilities = keyPackage.leafNode().capabilities();
    assertEquals(CODES.size() + 1, capabilities.versions().size());
    assertEquals(CODES.size() + 1, capabilities.cipherSuites().size());
    assertEquals(CODES.size(), capabilities.extensions().size());
    assertEquals(CODES.size(), capabilities.proposals().size());
    assertEquals(CODES.size() + 1, capabilities.credentials().size());
    assertEquals(CODES.size(), keyPackage.leafNode().extensions().size());
    assertEquals(CODES.size(), keyPackage.extensions().size());
    assertEquals(keyPackage, sent(new MlsMessage(keyPackage)).body());
  }

  @Test
  void groupInfoWithAllOfThem_survivesARoundTrip() {
    GroupState alone = GroupState.create(odd, GroupState.randomGroupId(TestClients.suite()));
    MlsMessage groupInfo = new MlsMessage(alone.groupInfo(true));
    assertEquals(groupInfo, sent(groupInfo));
  }

  @Test
  void suchAMemberJoinsUpdatesAndCommits_andAllStayInAgreement() {
    KeyPackageKeys keys = KeyPackageKeys.generate(odd);
    KeyPackage keyPackage = (KeyPackage) sent(new MlsMessage(keys.keyPackage())).body();
    CreatedCommit added = world.commit(members.get("alice"), new Add(keyPackage));
    deliver("alice", added);
    Welcome welcome = (Welcome) sent(added.welcome().orElseThrow()).body();
    members.put("odd", Joining.join(odd, keys, welcome, Optional.empty(), id -> false));
    assertAgreed();

    CreatedProposal update =
        ProposalCreation.update(members.get("odd"), Optional.empty(), World.NO_DATA);
    propose("odd", update);
    deliver("bob", CommitCreation.create(members.get("bob"), covering(update)));
    assertAgreed();
    deliver("odd", world.commit(members.get("odd")));
    assertAgreed();
    deliver("carol", world.commit(members.get("carol")));
    assertAgreed();
    assertOddSpeaks();
  }

  @Test
  void suchAClientLetsItselfIn_andCreatesGroups() {
    deliver("odd", letIn(odd, members.get("alice")));
    assertAgreed();
    assertOddSpeaks();
    members.clear();
    members.put("odd", GroupState.create(odd, GroupState.randomGroupId(TestClients.suite())));
    deliver("alice", letIn(world.aliceClient, members.get("odd")));
    assertAgreed();
    deliver("alice", world.commit(members.get("alice")));
    assertAgreed();
    assertOddSpeaks();
  }

  private static Grease everything() {
    return new Grease(
        new Capabilities(
            all(ProtocolVersion::new),
            all(CipherSuiteId::new),
            all(ExtensionType::new),
            all(ProposalType::new),
            all(CredentialType::new)));
  }

  private static <T> List<T> all(IntFunction<T> registry) {
    return CODES.stream().map(registry::apply).toList();
  }

  /** What comes out at the other end, after it was found to be the same bit for bit. */
  private static MlsMessage sent(MlsMessage message) {
    Bytes encoded = message.encode();
    MlsMessage decoded = MlsMessage.decode(encoded);
    assertEquals(encoded, decoded.encode());
    return decoded;
  }

  private static CreatedCommit letIn(ClientContext client, GroupState member) {
    return ExternalJoining.join(
        client,
        member.groupInfo(true),
        Optional.empty(),
        new ExternalJoinRequest(Optional.empty(), List.of(), World.NO_DATA));
  }

  private static CommitRequest covering(CreatedProposal proposal) {
    return new CommitRequest(
        List.of(),
        List.of(proposal.queued()),
        false,
        World.NO_DATA,
        Optional.empty(),
        WelcomeForm.DEFAULT,
        Optional.empty());
  }

  private void propose(String proposer, CreatedProposal proposal) {
    MlsMessage message = sent(proposal.message());
    members.forEach(
        (name, state) -> {
          if (!name.equals(proposer)) {
            Incoming.Proposed received =
                assertInstanceOf(
                    Incoming.Proposed.class, Reception.receive(state, proposals, message));
            assertEquals(proposal.queued().ref(), received.ref());
          }
        });
    proposals.put(proposal.queued().ref(), proposal.queued().sent());
  }

  private void deliver(String committer, CreatedCommit commit) {
    MlsMessage message = sent(commit.message());
    members.replaceAll(
        (name, state) ->
            name.equals(committer)
                ? state
                : assertInstanceOf(
                        CommitOutcome.Advanced.class,
                        assertInstanceOf(
                                Incoming.Committed.class,
                                Reception.receive(state, proposals, message))
                            .outcome())
                    .next());
    members.put(committer, commit.next());
    proposals.clear();
  }

  private void assertAgreed() {
    members
        .values()
        .forEach(
            state ->
                assertEquals(members.get("odd").epochAuthenticator(), state.epochAuthenticator()));
  }

  private void assertOddSpeaks() {
    GroupState state = members.get("odd");
    LeafNode leaf = members.get("alice").member(state.self().index());
    assertEquals(odd.capabilities(), leaf.capabilities());
    assertEquals(CODES.size(), leaf.extensions().size());
    MlsMessage message = sent(state.protect(Bytes.utf8("hello"), World.NO_DATA));
    Incoming heard = world.receive(members.get("alice"), message);
    assertEquals(Bytes.utf8("hello"), assertInstanceOf(Incoming.Application.class, heard).data());
  }
}
