package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.NewGroup;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.PublicGroup;
import dev.claviger.mls.Received;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.ExternalSenders;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Remove;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways into a group, and from one group into another. */
abstract class GroupEntryContract extends LedgerContract {
  private static final GroupId NEW = new GroupId(Bytes.utf8("new"));

  GroupEntryContract(VaultBackend backend) {
    super(backend);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void severalJoinByOneWelcome_withTheTreeBesideIt(CipherSuiteId id) {
    try (Party party = party(id, "alice")) {
      MlsClient bob = party.client("bob");
      MlsClient carol = party.client("carol");
      List<KeyPackage> both = List.of(bob.keyPackage(), carol.keyPackage());
      PendingCommit commit = party.commit(0, c -> c.add(both).treeBeside());
      MlsMessage welcome = MlsMessage.decode(Bytes.wrap(commit.welcome().orElseThrow()));
      party.seat(bob, bob.join(welcome, commit.ratchetTree()));
      party.seat(carol, carol.join(welcome, party.group(0).ratchetTree()));
      party.assertAgreed();
      party.commit(2);
      party.say(1, "all here");
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void eachJoinsByItsOwnWelcome_addedByReferenceAndByValue(CipherSuiteId id) {
    try (Party party = party(id, "alice", "bob")) {
      MlsClient carol = party.client("carol");
      MlsClient dave = party.client("dave");
      party.propose(1, p -> p.add(carol.keyPackage()));
      PendingCommit commit =
          party.commit(0, c -> c.add(dave.keyPackage()).update().welcomePerJoiner());
      party.seat(carol, carol.join(commit.welcomes().get(0)));
      party.seat(dave, dave.join(commit.welcomes().get(1)));
      party.assertAgreed();
      party.commit(3);
      party.say(2, "all here");
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void clientLetsItselfIn_andInAgain_alsoWithAPsk(CipherSuiteId id) {
    try (Party party = party(id, "alice", "bob")) {
      MlsClient carol = party.client("carol");
      party.enter(
          carol,
          carol.joinExternally(party.group(0).groupInfo(false), party.group(0).ratchetTree()));
      party.say(2, "here I am");
      party.enter(carol, carol.joinExternally(party.group(1).groupInfo(true)));
      party.say(0, "there you are");
      MlsClient dave = party.client("dave");
      party.enter(dave, dave.externalJoin(party.group(0).groupInfo(true)).psk(Party.PSK).build());
      party.say(3, "knock knock");
      party.commit(1);
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void joinThatComesTooLate_isDropped(CipherSuiteId id) {
    try (Party party = party(id, "alice")) {
      MlsClient bob = party.client("bob");
      int keys = ledger().alive().size();
      PendingJoin late = bob.joinExternally(party.group(0).groupInfo(true));
      party.commit(0);
      late.drop();
      assertEquals(keys, ledger().alive().size());
      party.enter(bob, bob.joinExternally(party.group(0).groupInfo(true)));
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void externalSenderProposes_andANewMemberAsks(CipherSuiteId id) {
    VaultKey sender = signatureKey(id);
    try (Party party = party(id, "alice", "bob")) {
      ExternalSenders senders =
          new ExternalSenders(
              List.of(
                  new ExternalSender(
                      sender.asSignatureKeyPair().publicKey(), Credential.basic("service"))));
      party.commit(0, c -> c.extensions(List.of(senders.toExtension())));
      MlsClient carol = party.client("carol");
      MlsClient dave = party.client("dave");
      PublicGroup service =
          PublicGroup.builder().suite(Engine.suite(id)).follow(party.group(0).groupInfo(true));
      party.hear(service.propose(new Add(carol.keyPackage()), sender));
      party.hear(service.propose(new Remove(new LeafIndex(1)), sender));
      party.hear(dave.proposeSelf(party.group(0).groupInfo(false)));
      PendingCommit commit = party.group(0).commit().build();
      party.dismiss(1, commit.message());
      commit.accept();
      party.join(carol, commit);
      party.join(dave, commit);
      assertEquals(3, party.group(0).members().size());
      party.say(2, "thanks");
    }
    ledger().destroy(sender.ref());
  }

  @ParameterizedTest
  @MethodSource("suites")
  void groupMovesToAnotherSuite_byReInit(CipherSuiteId id) {
    List<CipherSuiteId> ids = suites();
    CipherSuite other = Engine.suite(ids.get((ids.indexOf(id) + 1) % ids.size()));
    try (Party party = party(id, "alice", "bob")) {
      party.propose(1, p -> p.reInit(NEW, other.id(), List.of()));
      PendingCommit commit = party.group(0).commit().build();
      assertInstanceOf(Received.ReInit.class, party.group(1).process(commit.message()));
      commit.accept();
      MlsClient alice = party.client(other, "alice");
      MlsClient bob = party.client(other, "bob");
      NewGroup created =
          party.group(1).suspended().orElseThrow().create(bob, List.of(alice.keyPackage()));
      Group joined =
          party.group(0).suspended().orElseThrow().join(alice, created.welcomes().get(0));
      Party.assertAgreed(List.of(created.group(), joined));
      party.group(0).close();
      party.group(1).close();
      byte[] message = joined.protect("here");
      assertInstanceOf(Received.Application.class, created.group().process(message));
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void someMembersBranch(CipherSuiteId id) {
    try (Party party = party(id, "alice", "bob", "carol")) {
      MlsClient carol = party.client(2);
      NewGroup branch =
          party.group(0).branch(party.client(0), NEW, List.of(), List.of(carol.keyPackage()));
      Group joined = carol.join(branch.welcomes().get(0));
      Party.assertAgreed(List.of(branch.group(), joined));
      assertFalse(joined.epochAuthenticator().equals(party.group(2).epochAuthenticator()));
      party.commit(1);
    }
  }
}
