package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Keeps;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PublicMessage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupLifecycleTest {
  static Stream<CipherSuite> suites() {
    return TestClients.suites().stream();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void threeMembersCommitRemoveAndTalk_inEverySuite(CipherSuite suite) {
    Group alice = TestClients.client(suite, "alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client(suite, "bob")).get(0);
    Group carol = TestClients.add(alice, List.of(bob), TestClients.client(suite, "carol")).get(0);
    assertAgreed(alice, bob, carol);

    PendingCommit renewal = bob.commit().build();
    alice.process(renewal.message());
    carol.process(renewal.message());
    renewal.accept();
    assertAgreed(alice, bob, carol);

    byte[] hello = carol.protect("hello");
    assertText("hello", "carol", alice.process(hello));
    assertText("hello", "carol", bob.process(hello));

    PendingCommit removal = alice.commit().remove(carol.epoch().self()).build();
    Received forBob = bob.process(removal.message());
    Received forCarol = carol.process(removal.message());
    removal.accept();
    assertEquals(1, assertInstanceOf(Received.NewEpoch.class, forBob).changes().removed().size());
    assertInstanceOf(Received.Removed.class, forCarol);
    assertFalse(carol.isActive());
    assertThrows(IllegalStateException.class, () -> carol.protect("still here?"));
    assertAgreed(alice, bob);
    assertText("gone", "alice", bob.process(alice.protect("gone")));
  }

  @Test
  void addWithoutPath_letsTheJoinerInAndIsFollowedByPathsOfAll() {
    Group alice = TestClients.client("alice").createGroup();
    MlsClient bobClient = TestClients.client("bob");
    PendingCommit add = alice.commit().add(bobClient.keyPackage()).build();
    assertFalse(add.changes().withPath());
    Group bob = bobClient.join(add.accept() == alice ? add.welcome().orElseThrow() : null);
    assertAgreed(alice, bob);
    MlsClient carolClient = TestClients.client("carol");
    PendingCommit second = bob.commit().add(carolClient.keyPackage()).build();
    alice.process(second.message());
    second.accept();
    Group carol = carolClient.join(second.welcome().orElseThrow());
    for (Group committer : List.of(carol, alice, bob)) {
      PendingCommit commit = committer.commit().build();
      for (Group other : List.of(alice, bob, carol)) {
        if (other != committer) {
          other.process(commit.message());
        }
      }
      commit.accept();
      assertAgreed(alice, bob, carol);
    }
  }

  @Test
  void removedLeafIsUsedAgainByTheNextMember() {
    Group alice = TestClients.client("alice").createGroup();
    List<Group> others =
        TestClients.add(
            alice,
            List.of(),
            TestClients.client("bob"),
            TestClients.client("carol"),
            TestClients.client("dave"));
    Group bob = others.get(0);
    Group carol = others.get(1);
    Group dave = others.get(2);
    PendingCommit swap =
        dave.commit().remove(new LeafIndex(1)).add(TestClients.client("erin").keyPackage()).build();
    alice.process(swap.message());
    assertInstanceOf(Received.Removed.class, bob.process(swap.message()));
    carol.process(swap.message());
    swap.accept();
    assertAgreed(alice, carol, dave);
    assertEquals(new LeafIndex(1), swap.changes().added().get(0).index());
    assertEquals(List.of("alice", "erin", "carol", "dave"), names(dave));
  }

  @Test
  void severalCommitsMayBePending_andOneIsAccepted() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    PendingCommit first = alice.commit().build();
    PendingCommit second = alice.commit().build();
    assertText("old epoch", "alice", bob.process(alice.protect("old epoch")));
    assertEquals(2, second.next().number());
    bob.process(second.message());
    second.accept();
    assertAgreed(alice, bob);
    assertThrows(IllegalStateException.class, first::accept);
    assertThrows(IllegalStateException.class, second::accept);
  }

  @Test
  void anothersCommitDropsOurs() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    PendingCommit lost = alice.commit().build();
    PendingCommit won = bob.commit().build();
    alice.process(won.message());
    won.accept();
    assertAgreed(alice, bob);
    assertThrows(IllegalStateException.class, lost::accept);
  }

  @Test
  void ownCommitThatComesBack_isAccepted() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    PendingCommit commit = alice.commit().build();
    assertInstanceOf(Received.NewEpoch.class, alice.process(commit.message()));
    bob.process(commit.message());
    assertAgreed(alice, bob);
  }

  @Test
  void ownDataThatComesBack_isRecognised() {
    Group alice = TestClients.client("alice").createGroup();
    assertInstanceOf(Received.Own.class, alice.process(alice.protect("me")));
  }

  @Test
  void publicHandshakesCanBeReadByTheDeliveryService() {
    MlsClient aliceClient =
        TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
            .publicHandshakes()
            .build();
    Group alice = aliceClient.createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    PendingCommit commit = alice.commit().authenticatedData(Bytes.utf8("aad")).build();
    assertInstanceOf(PublicMessage.class, MlsMessage.decode(Bytes.copyOf(commit.message())).body());
    Received.NewEpoch received =
        assertInstanceOf(Received.NewEpoch.class, bob.process(commit.message()));
    assertEquals(Bytes.utf8("aad"), received.authenticatedData());
    commit.accept();
    assertAgreed(alice, bob);
  }

  @Test
  void keysAreDestroyedWhenTheirTimeIsOver() {
    KeyVault vault = SoftwareVault.create();
    MlsClient bobClient = TestClients.builder(TestClients.suite(), "bob", vault).build();
    Group alice = TestClients.client("alice").createGroup();
    PendingCommit add = alice.commit().add(bobClient.keyPackage()).build();
    add.accept();
    WaitingKeyPackage waiting = bobClient.waitingKeyPackages().get(0);
    assertEquals(3, vault.list().size());
    Group bob = bobClient.join(add.welcome().orElseThrow());
    assertTrue(vault.find(waiting.init()).isEmpty(), "the init key is used once");
    assertEquals(new OwnKeys(bobClient.signatureKey(), waiting.leaf()), bob.ownKeys());

    PendingCommit dropped = bob.commit().build();
    PendingCommit kept = bob.commit().build();
    assertEquals(4, vault.list().size());
    dropped.drop();
    dropped.drop();
    assertEquals(3, vault.list().size());
    kept.accept();
    assertTrue(vault.find(waiting.leaf()).isEmpty(), "the old leaf key goes with its epoch");
    assertEquals(refs(bobClient.signatureKey(), bob.ownKeys().leaf()), refs(vault));

    bob.close();
    assertEquals(refs(bobClient.signatureKey()), refs(vault));
    KeyRef withdrawn = bobClient.signatureKey();
    bobClient.withdraw(bobClient.keyPackage());
    bobClient.keyPackage();
    bobClient.close();
    assertTrue(vault.find(withdrawn).isEmpty());
    assertEquals(List.of(), vault.list());
    assertThrows(IllegalStateException.class, bobClient::keyPackage);
  }

  @Test
  void givenSignatureKeyOutlivesTheClient() {
    KeyVault vault = SoftwareVault.create();
    var key =
        vault.generate(
            dev.claviger.crypto.key.KeyPurpose.SIGNATURE, TestClients.suite().signatureScheme());
    TestClients.builder(TestClients.suite(), "alice", vault).signatureKey(key).build().close();
    assertTrue(vault.find(key.ref()).isPresent());
  }

  @Test
  void exportedSecretsAreEqualForMembersAndDifferByLabelContextAndEpoch() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    Bytes context = Bytes.utf8("context");
    var secret = alice.export("label", context, 48);
    assertEquals(secret, bob.export("label", context, 48));
    assertNotEquals(secret, bob.export("other", context, 48));
    assertNotEquals(secret, bob.export("label", Bytes.empty(), 48));
    alice.commit().build().accept();
    assertNotEquals(secret, alice.export("label", context, 48));
  }

  @Test
  void aloneInAGroup_oneMayCommitAndTalk() {
    Group alice = TestClients.client("alice").createGroup();
    alice.commit().build().accept();
    assertEquals(1, alice.epoch().number());
    assertTrue(alice.protect("alone").length > 0);
  }

  @Test
  void joinersOfOneCommitShareAWelcome() {
    Group alice = TestClients.client("alice").createGroup();
    List<Group> joined =
        TestClients.add(alice, List.of(), TestClients.client("bob"), TestClients.client("carol"));
    assertAgreed(alice, joined.get(0), joined.get(1));
    assertArrayEquals(
        new String[] {"alice", "bob", "carol"}, names(joined.get(1)).toArray(new String[0]));
  }

  @Test
  void threadsMaySendInOneGroup_andNoGenerationIsUsedTwice() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    List<byte[]> sent =
        java.util.stream.IntStream.range(0, 60)
            .parallel()
            .mapToObj(i -> alice.protect("message " + i))
            .toList();
    java.util.Set<String> texts =
        sent.parallelStream()
            .map(message -> ((Received.Application) bob.process(message)).text())
            .collect(java.util.stream.Collectors.toSet());
    assertEquals(60, texts.size());
  }

  @Test
  void callbackMayReadTheGroupButNotChangeIt() {
    java.util.concurrent.atomic.AtomicReference<Group> group =
        new java.util.concurrent.atomic.AtomicReference<>();
    MlsClient aliceClient =
        TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
            .validator(
                presented -> {
                  assertEquals(1, group.get().members().size());
                  group.get().close();
                  return new dev.claviger.mls.spi.CredentialValidator.Verdict.Accepted();
                })
            .build();
    group.set(aliceClient.createGroup());
    CommitBuilder commit = group.get().commit().add(TestClients.client("bob").keyPackage());
    assertThrows(IllegalStateException.class, commit::build);
    assertTrue(group.get().isActive());
  }

  @Test
  void keyPackagesTravelAsMessages() {
    Group alice = TestClients.client("alice").createGroup();
    MlsClient bobClient = TestClients.client("bob");
    byte[] published = new MlsMessage(bobClient.keyPackage()).encode().toByteArray();
    PendingCommit add = alice.commit().add(published).build();
    add.accept();
    Group bob = bobClient.join(add.welcome().orElseThrow());
    assertAgreed(alice, bob);
    assertEquals(bob, bobClient.group(bob.groupId()).orElseThrow());
    byte[] noKeyPackage = alice.protect("hello");
    Refusals.assertRefused(
        dev.claviger.mls.rule.Rule.MESSAGE_IS_OF_THIS_KIND, () -> alice.commit().add(noKeyPackage));
    Refusals.assertRefused(
        dev.claviger.mls.rule.Rule.MESSAGE_IS_OF_THIS_KIND, () -> bobClient.join(noKeyPackage));
  }

  @Test
  @Keeps(Rule.WELCOME_WAITS_FOR_ITS_COMMIT)
  void welcomeIsNotToBeHad_beforeItsCommitIsAccepted_norAfterAnotherWas() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    MlsClient carol = TestClients.client("carol");
    PendingCommit lost = alice.commit().add(TestClients.client("dave").keyPackage()).build();
    PendingCommit won = bob.commit().add(carol.keyPackage()).build();
    PendingCommit dropped = bob.commit().add(TestClients.client("erin").keyPackage()).build();
    for (PendingCommit open : List.of(lost, won, dropped)) {
      assertThrows(IllegalStateException.class, open::welcome);
      assertThrows(IllegalStateException.class, open::welcomes);
    }
    dropped.drop();
    alice.process(won.message());
    bob.process(won.message());
    assertThrows(IllegalStateException.class, lost::welcomes);
    assertThrows(IllegalStateException.class, dropped::welcomes);
    assertAgreed(alice, bob, carol.join(won.welcome().orElseThrow()));
  }

  @Test
  void refusedWelcome_leavesTheKeyPackageWaiting() {
    Group alice = TestClients.client("alice").createGroup();
    MlsClient bobClient = TestClients.client("bob");
    PendingCommit add = alice.commit().add(bobClient.keyPackage()).build();
    add.accept();
    byte[] welcome = add.welcome().orElseThrow();
    byte[] corrupt = welcome.clone();
    corrupt[corrupt.length - 1] ^= 1;
    Refusals.assertRefused(
        dev.claviger.mls.rule.Rule.WELCOME_DECRYPTS, () -> bobClient.join(corrupt));
    assertEquals(1, bobClient.waitingKeyPackages().size());
    assertAgreed(alice, bobClient.join(welcome));
    Refusals.assertRefused(
        dev.claviger.mls.rule.Rule.WELCOME_IS_FOR_US, () -> bobClient.join(welcome));
  }

  static void assertAgreed(Group... groups) {
    for (Group group : groups) {
      assertEquals(groups[0].epoch().number(), group.epoch().number());
      assertEquals(groups[0].epochAuthenticator(), group.epochAuthenticator());
      assertEquals(groups[0].members(), group.members());
    }
  }

  static void assertText(String text, String sender, Received received) {
    Received.Application application = assertInstanceOf(Received.Application.class, received);
    assertEquals(text, application.text());
    assertEquals(Credential.basic(sender), application.sender().credential());
  }

  private static List<String> names(Group group) {
    return group.members().stream().map(member -> member.credential().toString()).toList();
  }

  private static java.util.Set<KeyRef> refs(KeyVault vault) {
    return vault.list().stream()
        .map(dev.claviger.crypto.key.VaultKey::ref)
        .collect(java.util.stream.Collectors.toSet());
  }

  private static java.util.Set<KeyRef> refs(KeyRef... refs) {
    return java.util.Set.of(refs);
  }
}
