package dev.claviger.mls.stored;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.mls.Group;
import dev.claviger.mls.HeldKey;
import dev.claviger.mls.InspectedCommit;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.Received;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.wire.GroupId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoredGroupTest {
  private final StoredMember alice = new StoredMember("alice");
  private final StoredMember bob = new StoredMember("bob");
  private final GroupId groupId = new GroupId(Bytes.utf8("stored"));
  private Group a = alice.client.createGroup(groupId);
  private Group b = join();

  private Group join() {
    PendingCommit commit = a.commit().add(bob.client.keyPackage()).update().build();
    commit.accept();
    return bob.client.join(commit.welcome().orElseThrow());
  }

  @Test
  void groupGoesOnAfterARestart_whereItWas() {
    restart();
    assertEquals(a.epochAuthenticator(), b.epochAuthenticator());
    talk();
    PendingCommit commit = b.commit().update().build();
    a.process(commit.message());
    commit.accept();
    restart();
    assertEquals(2, a.epoch().number());
    assertEquals(a.epochAuthenticator(), b.epochAuthenticator());
    talk();
    assertEquals(List.of(groupId), alice.client.groupIds());
    assertTrue(b.invitation().isPresent());
  }

  @Test
  void pathKeysAreThere_afterARestart() {
    StoredMember carol = new StoredMember("carol");
    PendingCommit add = a.commit().add(carol.client.keyPackage()).update().build();
    b.process(add.message());
    add.accept();
    carol.client.join(add.welcome().orElseThrow());
    restart();
    Group c = carol.restart(groupId);
    PendingCommit commit = c.commit().update().build(); // sealed to the parent of alice and bob
    a.process(commit.message());
    b.process(commit.message());
    commit.accept();
    assertEquals(c.epochAuthenticator(), a.epochAuthenticator());
    assertEquals(c.epochAuthenticator(), b.epochAuthenticator());
  }

  @Test
  void ownCommitWaits_overARestart_andIsAccepted() {
    PendingCommit before = a.commit().update().build();
    b.process(before.message());
    a = alice.restart(groupId);
    PendingCommit after = a.pendingCommits().get(0);
    assertArrayEquals(before.message(), after.message());
    assertEquals(before.changes(), after.changes());
    after.accept();
    assertEquals(List.of(), a.pendingCommits());
    restart();
    assertEquals(b.epochAuthenticator(), a.epochAuthenticator());
    talk();
  }

  @Test
  void ownCommitThatComesBackAfterARestart_isAccepted() {
    PendingCommit before = a.commit().update().build();
    b.process(before.message());
    a = alice.restart(groupId);
    assertEquals(Received.NewEpoch.class, a.process(before.message()).getClass());
    assertEquals(b.epochAuthenticator(), a.epochAuthenticator());
  }

  @Test
  void ownCommitThatLost_isDroppedAfterARestart_andItsLeafKeyIsGone() {
    Set<KeyRef> keys = alice.keysInVault();
    a.commit().update().build();
    a = alice.restart(groupId);
    PendingCommit winner = b.commit().update().build();
    a.process(winner.message());
    winner.accept();
    assertEquals(List.of(), a.pendingCommits());
    assertEquals(keys, alice.keysInVault());
    restart();
    talk();
  }

  @Test
  void welcomesOfAnAcceptedCommit_areThereAfterARestart() {
    StoredMember carol = new StoredMember("carol");
    PendingCommit add = a.commit().add(carol.client.keyPackage()).build();
    b.process(add.message());
    add.accept();
    a = alice.restart(groupId);
    carol.client = carol.another();
    Group c = carol.client.join(a.welcomes().get(0));
    assertEquals(a.epochAuthenticator(), c.epochAuthenticator());
    PendingCommit next = a.commit().update().build();
    next.accept();
    assertEquals(List.of(), alice.restart(groupId).welcomes());
  }

  @Test
  void proposalsWait_overARestart_ownUpdatesAmongThem() {
    byte[] update = a.propose().update();
    b.process(update);
    byte[] remove = b.propose().extensions(List.of());
    a.process(remove);
    restart();
    assertEquals(2, a.pendingProposals().size());
    PendingCommit commit = b.commit().build();
    a.process(commit.message());
    commit.accept();
    restart();
    assertEquals(b.epochAuthenticator(), a.epochAuthenticator());
    talk();
    assertEquals(2, alice.keysInVault().size()); // signature and leaf
  }

  @Test
  void proposalSetAside_staysAside() {
    a.process(b.propose().update());
    a.clearPendingProposals();
    a = alice.restart(groupId);
    assertEquals(List.of(), a.pendingProposals());
    a.protect("nothing waits");
  }

  @Test
  void messagesThatComeLateAndOutOfOrder_areRead_onceEach() {
    byte[] first = b.protect("first");
    byte[] second = b.protect("second");
    byte[] third = b.protect("third");
    a.process(third);
    a = alice.restart(groupId);
    PendingCommit commit = b.commit().update().build();
    a.process(commit.message());
    commit.accept();
    a = alice.restart(groupId);
    assertEquals("first", read(a, first));
    a = alice.restart(groupId);
    assertEquals("second", read(a, second));
    for (byte[] spent : List.of(first, second, third)) {
      Refusals.assertRefused(Rule.GENERATION_IS_UNUSED, () -> a.process(spent));
    }
    a = alice.restart(groupId);
    Refusals.assertRefused(Rule.GENERATION_IS_UNUSED, () -> a.process(second));
  }

  @Test
  void pastEpochs_knowWhoWasAMemberThen() {
    StoredMember carol = new StoredMember("carol");
    PendingCommit add = a.commit().add(carol.client.keyPackage()).build();
    b.process(add.message());
    add.accept();
    Group c = carol.client.join(add.welcome().orElseThrow());
    byte[] late = c.protect("carol was here");
    PendingCommit remove = a.commit().remove(c.members().get(2).index()).build();
    b.process(remove.message());
    remove.accept();
    restart();
    assertEquals("carol was here", read(b, late));
    talk();
  }

  @Test
  void noGenerationIsUsedTwice_whereverTheProcessEnds() {
    for (int i = 0; i < 6; i++) {
      assertEquals("message " + i, read(b, a.protect("message " + i)));
      if (i % 2 == 1) {
        a = alice.restart(groupId);
      }
    }
  }

  @Test
  void messagesCostNoTransaction_butOneForEachBlock() {
    int before = alice.store.transactions;
    for (int i = 0; i < 8; i++) {
      a.protect("message");
    }
    assertEquals(2, alice.store.transactions - before);
  }

  @Test
  void twoProcessesSendAndFollow_asOneMember() {
    Group other = alice.another().group(groupId).orElseThrow();
    assertEquals("here", read(b, a.protect("here")));
    assertEquals("there", read(b, other.protect("there")));
    assertEquals("here again", read(b, a.protect("here again")));
    PendingCommit commit = b.commit().update().build();
    other.process(commit.message());
    commit.accept();
    assertEquals(b.epochAuthenticator(), a.epochAuthenticator());
    assertEquals("in the new epoch", read(b, a.protect("in the new epoch")));
    byte[] once = b.protect("once");
    assertEquals("once", read(a, once));
    Refusals.assertRefused(Rule.GENERATION_IS_UNUSED, () -> other.process(once));
  }

  @Test
  void commitOfOneProcess_isAcceptedByAnother() {
    PendingCommit here = a.commit().update().build();
    Group other = alice.another().group(groupId).orElseThrow();
    b.process(here.message());
    other.pendingCommits().get(0).accept();
    assertThrows(IllegalStateException.class, here::accept);
    assertEquals(b.epochAuthenticator(), a.epochAuthenticator());
  }

  @Test
  void inspectedCommit_isOfNoUse_onceAnotherProcessWentOn() {
    Group other = alice.another().group(groupId).orElseThrow();
    PendingCommit first = b.commit().update().build();
    InspectedCommit inspected = a.inspect(first.message());
    other.process(first.message());
    first.accept();
    PendingCommit second = b.commit().update().build();
    other.process(second.message());
    second.accept();
    assertThrows(IllegalStateException.class, inspected::accept);
    Refusals.assertRefused(Rule.COMMIT_IS_NOT_LATE, () -> a.process(first.message()));
    assertEquals(b.epochAuthenticator(), a.epochAuthenticator());
    talk();
  }

  @Test
  void inspectedCommit_canBeFollowed_afterARestart() {
    PendingCommit commit = b.commit().update().build();
    a.inspect(commit.message());
    a = alice.restart(groupId);
    a.process(commit.message());
    commit.accept();
    talk();
  }

  @Test
  void groupThatAnotherProcessLeft_isJoinedAgainHere() {
    StoredMember carol = new StoredMember("carol");
    PendingCommit add = a.commit().add(carol.client.keyPackage()).build();
    b.process(add.message());
    add.accept();
    Group joined = carol.client.join(add.welcome().orElseThrow());
    carol.another().group(groupId).orElseThrow().delete();
    PendingCommit remove = a.commit().remove(a.members().get(2).index()).build();
    b.process(remove.message());
    remove.accept();
    PendingCommit again = a.commit().add(carol.client.keyPackage()).build();
    b.process(again.message());
    again.accept();
    Group back = carol.client.join(again.welcome().orElseThrow());
    assertEquals(a.epochAuthenticator(), back.epochAuthenticator());
    assertFalse(joined.isActive());
    assertSame(back, carol.client.group(groupId).orElseThrow());
  }

  /** A FAKE in front of the vault, which destroys nothing for a while. */
  @Test
  void groupWhoseKeysCouldNotBeDestroyed_isJoinedAgain_andTheyAreDestroyedLater() {
    AtomicBoolean stuck = new AtomicBoolean();
    SoftwareVault keys = SoftwareVault.create();
    ForwardingVault vault =
        new ForwardingVault(keys) {
          @Override
          public boolean destroy(KeyRef ref) {
            if (stuck.get()) {
              throw new VaultException("stuck");
            }
            return super.destroy(ref);
          }
        };
    StoredMember carol = new StoredMember("carol", builder -> builder.vault(vault));
    PendingCommit add = a.commit().add(carol.client.keyPackage()).build();
    add.accept();
    Group joined = carol.client.join(add.welcome().orElseThrow());
    PendingCommit remove = a.commit().remove(a.members().get(2).index()).build();
    remove.accept();
    PendingCommit again = a.commit().add(carol.client.keyPackage()).build();
    again.accept();
    stuck.set(true);
    joined.delete();
    assertEquals(1, carol.client.undestroyedKeys().size());

    Group back = carol.client.join(again.welcome().orElseThrow());
    assertEquals(a.epochAuthenticator(), back.epochAuthenticator());
    stuck.set(false);
    carol.restart(groupId);
    assertEquals(2, keys.list().size(), "a signature key and a leaf key");
  }

  @Test
  void anotherProcessMayGoOn_atAnyMomentOfSending() {
    Group other = alice.another().group(groupId).orElseThrow();
    for (int look = 1; look <= 8; look++) {
      PendingCommit commit = b.commit().update().build();
      alice.store.beforeLook(look, () -> other.process(commit.message()));
      byte[] sent = a.protect("sent");
      alice.store.finishLooks();
      commit.accept();
      assertEquals("sent", read(b, sent), "at look " + look);
    }
  }

  @Test
  void whatWasDone_isTold_whateverBecomesOfTheStoreAfterwards() {
    byte[] message = b.protect("read once");
    alice.store.isLostAfterNextCommit = true;
    assertEquals("read once", read(a, message));
    assertThrows(StoreException.class, () -> a.epoch());
    alice.store.isBack();
    talk();
  }

  @Test
  void whatCannotBeStored_isNotDone() {
    Set<KeyRef> keys = alice.keysInVault();
    PendingCommit theirs = b.commit().update().build();
    byte[] theirMessage = b.protect("before");
    alice.store.failsToCommit = true;
    assertThrows(StoreException.class, () -> a.process(theirMessage));
    assertThrows(StoreException.class, () -> a.process(theirs.message()));
    assertThrows(StoreException.class, () -> a.protect("hello"));
    assertThrows(StoreException.class, () -> a.propose().update());
    alice.store.failsToCommit = false;
    assertEquals(1, a.epoch().number());
    assertEquals("before", read(a, theirMessage));
    a.process(theirs.message());
    theirs.accept();
    talk();
    assertTrue(alice.keysInVault().containsAll(keys));
  }

  @Test
  void refusedMessage_changesNothingThatIsStored() {
    byte[] good = b.protect("good");
    byte[] bad = good.clone();
    bad[bad.length - 1] ^= 1;
    assertThrows(ValidationException.class, () -> a.process(bad));
    a = alice.restart(groupId);
    assertEquals("good", read(a, good));
  }

  @Test
  void keyThatWasDoomedBeforeACrash_isDestroyedAfterIt() {
    KeyRef old = a.ownKeys().leaf();
    PendingCommit commit = a.commit().update().build();
    commit.accept();
    assertFalse(alice.keysInVault().contains(old));
  }

  @Test
  void welcomeIsUsedOnce_alsoByTwoProcesses() {
    StoredMember carol = new StoredMember("carol");
    MlsClient second = carol.another();
    PendingCommit add = a.commit().add(carol.client.keyPackage()).build();
    add.accept();
    byte[] welcome = add.welcome().orElseThrow();
    assertEquals(1, second.waitingKeyPackages().size());
    Group joined = second.join(welcome);
    assertThrows(ValidationException.class, () -> carol.client.join(welcome));
    assertEquals(joined.epochAuthenticator(), carol.restart(groupId).epochAuthenticator());
    assertEquals(List.of(), carol.client.waitingKeyPackages());
  }

  @Test
  void groupThatEnded_leavesNeitherRowsNorKeys() {
    PendingCommit remove = a.commit().remove(b.members().get(1).index()).build();
    b.process(remove.message());
    assertEquals(List.of(), bob.store.names(StoreScope.Kind.GROUP));
    assertEquals(1, bob.keysInVault().size()); // the signature key
    remove.accept();
    a.delete();
    assertEquals(List.of(), alice.store.names(StoreScope.Kind.GROUP));
    assertEquals(1, alice.keysInVault().size());
    assertTrue(alice.another().group(groupId).isEmpty());
  }

  @Test
  void closedClient_leavesEverythingInTheStore() {
    alice.client.close();
    assertFalse(a.isActive());
    assertThrows(IllegalStateException.class, () -> a.protect("closed"));
    a = alice.restart(groupId);
    talk();
  }

  @Test
  void externalJoin_takesThePlaceOfWhatWasStored() {
    byte[] groupInfo = b.groupInfo(true);
    PendingJoin rejoin = alice.client.joinExternally(groupInfo);
    b.process(rejoin.message());
    a = rejoin.accept();
    restart();
    assertEquals(b.epochAuthenticator(), a.epochAuthenticator());
    talk();
    assertEquals(2, alice.keysInVault().size());
  }

  @Test
  void reInitSuspends_overARestart() {
    byte[] proposal =
        a.propose().reInit(new GroupId(Bytes.utf8("next")), a.epoch().suite(), List.of());
    b.process(proposal);
    PendingCommit commit = a.commit().build();
    b.process(commit.message());
    commit.accept();
    restart();
    assertTrue(a.suspended().isPresent());
    assertThrows(ValidationException.class, () -> a.protect("over"));
  }

  @Test
  void storeOfAnotherClient_isRefused() {
    assertThrows(
        IllegalStateException.class,
        () ->
            TestClients.builder(TestClients.suites().get(0), "alice", alice.vault)
                .store(alice.store)
                .build());
    assertThrows(
        RuntimeException.class,
        () ->
            TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
                .store(alice.store)
                .build());
  }

  @Test
  void keysOfGroupsThatAreNotInMemory_areNamedToo() {
    a.propose().update();
    a.commit().withoutPending().update().build();
    alice.client.keyPackage();
    MlsClient fresh = alice.another();
    assertEquals(
        alice.keysInVault(), fresh.keys().stream().map(HeldKey::ref).collect(Collectors.toSet()));
    assertEquals(Set.copyOf(alice.client.keys()), Set.copyOf(fresh.keys()));
  }

  @Test
  void exporterGivesTheSame_afterARestart() {
    try (Secret before = a.export("label", Bytes.empty(), 16)) {
      a = alice.restart(groupId);
      try (Secret after = a.export("label", Bytes.empty(), 16)) {
        assertEquals(before, after);
      }
    }
  }

  private void restart() {
    a = alice.restart(groupId);
    b = bob.restart(groupId);
  }

  private void talk() {
    assertEquals("to bob", read(b, a.protect("to bob")));
    assertEquals("to alice", read(a, b.protect("to alice")));
  }

  private static String read(Group group, byte[] message) {
    Received.Application application = (Received.Application) group.process(message);
    return new String(application.data().toByteArray(), StandardCharsets.UTF_8);
  }
}
