package dev.claviger.mls.stored;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.Rewound;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.wire.GroupId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Alice, Bob and Carol, to whom the Delivery Service gives Commits of one epoch in different
 * orders. Alice can go back; what she does is done after a restart too.
 */
class ForkTest {
  private final GroupId groupId = new GroupId(Bytes.utf8("forked"));
  private final StoredMember alice = new StoredMember("alice", ForkTest::keeps);
  private final StoredMember bob = new StoredMember("bob");
  private final StoredMember carol = new StoredMember("carol");
  private Group a = alice.client.createGroup(groupId);
  private final Group b;
  private final Group c;

  ForkTest() {
    PendingCommit add =
        a.commit().add(bob.client.keyPackage()).add(carol.client.keyPackage()).update().build();
    add.accept();
    byte[] welcome = add.welcome().orElseThrow();
    b = bob.client.join(welcome);
    c = carol.client.join(welcome);
  }

  private void restart(boolean restarts) {
    if (restarts) {
      a = alice.restart(groupId);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOtherCommit_isReported_andFollowedAfterARewind(boolean restarts) {
    PendingCommit bobs = b.commit().update().build();
    PendingCommit carols = c.commit().remove(b.members().get(1)).build();
    a.process(bobs.message());
    Bytes mistaken = a.epochAuthenticator();
    restart(restarts);
    Received.Fork fork = assertInstanceOf(Received.Fork.class, a.process(carols.message()));
    assertEquals(1, fork.epoch());
    assertEquals(2, fork.theirs().committer().index().value());
    assertEquals(carols.changes(), fork.theirs());
    assertEquals(bobs.changes(), fork.followed());
    assertFalse(fork.removesUs());
    assertEquals(mistaken, a.epochAuthenticator(), "nothing has changed");
    assertEquals(fork, a.process(carols.message()), "as often as it comes");

    restart(restarts);
    Rewound rewound = a.rewind(1);
    assertEquals(1, rewound.epoch().number());
    assertEquals(List.of(2L), rewound.givenUp().stream().map(Rewound.GivenUp::epoch).toList());
    assertEquals(bobs.changes(), rewound.givenUp().get(0).changes());
    restart(restarts);
    assertInstanceOf(Received.NewEpoch.class, a.process(carols.message()));
    carols.accept();
    restart(restarts);
    assertEquals(c.epochAuthenticator(), a.epochAuthenticator());
    assertEquals("together", text(c.process(a.protect("together"))));
    assertEquals("again", text(a.process(c.protect("again"))));
    PendingCommit next = a.commit().update().build();
    c.process(next.message());
    next.accept();
    assertEquals(c.epochAuthenticator(), a.epochAuthenticator());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ourOwnCommitThatTheOthersFollowed_isAcceptedAfterARewind(boolean restarts) {
    StoredMember dave = new StoredMember("dave");
    PendingCommit ours = a.commit().add(dave.client.keyPackage()).build();
    PendingCommit bobs = b.commit().update().build();
    c.process(ours.message());
    a.process(bobs.message());
    restart(restarts);
    Received.Fork fork = assertInstanceOf(Received.Fork.class, a.process(ours.message()));
    assertTrue(fork.isOwn());
    assertEquals(1, fork.theirs().added().size());
    a.rewind(1);
    restart(restarts);
    a.process(ours.message());
    assertEquals(c.epochAuthenticator(), a.epochAuthenticator());
    assertEquals(
        a.epochAuthenticator(), dave.client.join(a.welcomes().get(0)).epochAuthenticator());
  }

  @Test
  void theCommitThatWasFollowed_isToldApart_whenItComesAgain() {
    PendingCommit bobs = b.commit().update().build();
    a.process(bobs.message());
    assertEquals(new Received.Repeated(1), a.process(bobs.message()));
    a = alice.restart(groupId);
    assertEquals(new Received.Repeated(1), a.process(bobs.message()));
    bobs.accept();
    PendingCommit ours = a.commit().update().build();
    ours.accept();
    assertEquals(new Received.Repeated(2), a.process(ours.message()));
  }

  @Test
  void aLateCommit_isRefusedAsThat_whereItsEpochIsNotKept() {
    PendingCommit bobs = b.commit().update().build();
    PendingCommit carols = c.commit().update().build();
    b.process(carols.message());
    Refusals.assertRefused(Rule.COMMIT_IS_NOT_LATE, () -> b.process(bobs.message()));
    a.process(carols.message());
    carols.accept();
    for (int i = 0; i < 2; i++) {
      PendingCommit more = c.commit().update().build();
      a.process(more.message());
      more.accept();
    }
    assertEquals(List.of(3L, 2L), a.keptEpochs());
    Refusals.assertRefused(Rule.COMMIT_IS_NOT_LATE, () -> a.process(bobs.message()));
    assertThrows(IllegalArgumentException.class, () -> a.rewind(1));
    assertThrows(IllegalArgumentException.class, () -> a.rewind(4));
  }

  @Test
  void aCommitThatDoesNotVerifyInItsEpoch_isRefusedForWhatItBreaks() {
    PendingCommit bobs = b.commit().update().build();
    PendingCommit carols = c.commit().update().build();
    a.process(bobs.message());
    byte[] forged = carols.message();
    forged[forged.length - 1] ^= 1;
    Refusals.assertRefused(Rule.CONTENT_DECRYPTS, () -> a.process(forged));
    assertInstanceOf(Received.Fork.class, a.process(carols.message()));
  }

  @Test
  void aCommitThatWasGivenUp_isNotFollowedAgain_forItsKeysMayBeUsed() {
    StoredMember open = new StoredMember("open", b -> keeps(b).publicHandshakes());
    Group o = open.client.createGroup(new GroupId(Bytes.utf8("public")));
    StoredMember peer = new StoredMember("peer", MlsClientBuilder::publicHandshakes);
    PendingCommit add = o.commit().add(peer.client.keyPackage()).update().build();
    add.accept();
    Group p = peer.client.join(add.welcome().orElseThrow());
    PendingCommit commit = p.commit().update().build();
    o.process(commit.message());
    o.protect("under the keys of that epoch");
    o.rewind(1);
    Refusals.assertRefused(Rule.COMMIT_WAS_NOT_GIVEN_UP, () -> o.process(commit.message()));
    Group again = open.restart(o.groupId());
    Refusals.assertRefused(Rule.COMMIT_WAS_NOT_GIVEN_UP, () -> again.process(commit.message()));
    PendingCommit other = p.commit().update().build();
    again.process(other.message());
    other.accept();
    again.rewind(1);
    Refusals.assertRefused(Rule.COMMIT_WAS_NOT_GIVEN_UP, () -> again.process(commit.message()));
    Refusals.assertRefused(Rule.COMMIT_WAS_NOT_GIVEN_UP, () -> again.process(other.message()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noMessageKeyIsUsedTwice_overAnyNumberOfRewinds(boolean restarts) {
    List<byte[]> sent = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      sent.add(a.protect("in epoch 1, round " + round));
      Group other = alice.another().group(groupId).orElseThrow();
      sent.add(other.protect("by another process, round " + round));
      PendingCommit commit = (round % 2 == 0 ? b : c).commit().update().build();
      a.process(commit.message());
      commit.drop();
      a.protect("in an epoch that will not be");
      restart(restarts);
      a.rewind(1);
      restart(restarts);
    }
    Set<String> texts = new HashSet<>();
    for (byte[] message : sent) {
      texts.add(text(b.process(message))); // a generation that came twice would be refused
    }
    assertEquals(8, texts.size());
  }

  @Test
  void whatCameLateWhileTheEpochWasPast_staysRead_afterARewind() {
    byte[] late = c.protect("late");
    byte[] later = c.protect("later");
    PendingCommit bobs = b.commit().update().build();
    a.process(bobs.message());
    a = alice.restart(groupId);
    assertEquals("late", text(a.process(late)));
    a.rewind(1);
    Refusals.assertRefused(Rule.GENERATION_IS_UNUSED, () -> a.process(late));
    a = alice.restart(groupId);
    Refusals.assertRefused(Rule.GENERATION_IS_UNUSED, () -> a.process(late));
    assertEquals("later", text(a.process(later)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void proposalsAndOurUpdateAmongThem_waitAgain(boolean restarts) {
    byte[] update = a.propose().update();
    b.process(update);
    c.process(update);
    KeyRef before = a.ownKeys().leaf();
    PendingCommit bobs = b.commit().build(); // covers our Update: another leaf key is in use
    PendingCommit carols = c.commit().remove(c.members().get(1)).build();
    a.process(bobs.message());
    assertNotEquals(before, a.ownKeys().leaf());
    restart(restarts);
    a.rewind(1);
    assertEquals(before, a.ownKeys().leaf());
    assertEquals(1, a.pendingProposals().size());
    restart(restarts);
    a.process(carols.message());
    carols.accept();
    assertEquals(c.epochAuthenticator(), a.epochAuthenticator());
    assertNotEquals(before, a.ownKeys().leaf());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void severalEpochsBack_atOnce(boolean restarts) {
    for (int i = 0; i < 2; i++) {
      PendingCommit commit = b.commit().update().build();
      a.process(commit.message());
      commit.accept();
      restart(restarts);
    }
    assertEquals(List.of(2L, 1L), a.keptEpochs());
    Rewound rewound = a.rewind(1);
    assertEquals(List.of(2L, 3L), rewound.givenUp().stream().map(Rewound.GivenUp::epoch).toList());
    restart(restarts);
    assertEquals(c.epochAuthenticator(), a.epochAuthenticator());
    assertEquals(List.of(), a.keptEpochs());
    PendingCommit carols = c.commit().update().build();
    a.process(carols.message());
    carols.accept();
    assertEquals("well", text(c.process(a.protect("well"))));
  }

  @Test
  void keysOfKeptEpochs_stayAsLongAsTheseAre_andAreNamed() {
    KeyRef leaf = a.ownKeys().leaf();
    for (int i = 0; i < 2; i++) {
      commit();
      assertTrue(alice.keysInVault().contains(leaf));
      assertEquals(alice.keysInVault(), named());
      a = alice.restart(groupId);
      assertEquals(alice.keysInVault(), named());
    }
    commit();
    assertFalse(alice.keysInVault().contains(leaf), "it fell out");
    assertEquals(4, alice.keysInVault().size(), "a leaf key for each epoch, and to sign with");
    a.rewind(2);
    assertEquals(2, alice.keysInVault().size());
    assertEquals(alice.keysInVault(), named());
    a.delete();
    assertEquals(1, alice.keysInVault().size(), "the signature key");
  }

  private void commit() {
    PendingCommit commit = a.commit().update().build();
    b.process(commit.message());
    c.process(commit.message());
    commit.accept();
  }

  private Set<KeyRef> named() {
    Set<KeyRef> refs = new HashSet<>();
    alice.client.keys().forEach(key -> refs.add(key.ref()));
    alice.another().keys().forEach(key -> assertTrue(refs.contains(key.ref())));
    return refs;
  }

  @Test
  void aRewindThatCannotBeStored_isNotDone() {
    PendingCommit bobs = b.commit().update().build();
    a.process(bobs.message());
    Bytes before = a.epochAuthenticator();
    alice.store.failsToCommit = true;
    assertThrows(RuntimeException.class, () -> a.rewind(1));
    alice.store.failsToCommit = false;
    assertEquals(before, a.epochAuthenticator());
    bobs.accept();
    assertEquals("here", text(b.process(a.protect("here"))));
  }

  @Test
  void whoCommitsForTheSecondTime_afterARewind_isFollowed() {
    PendingCommit first = a.commit().update().build();
    first.accept();
    a.protect("to nobody");
    a.rewind(1);
    assertThrows(IllegalStateException.class, first::accept);
    Refusals.assertRefused(Rule.OWN_COMMIT_IS_PENDING, () -> a.process(first.message()));
    commit();
    assertArrayEquals(b.epochAuthenticator().toByteArray(), a.epochAuthenticator().toByteArray());
    assertThrows(ValidationException.class, () -> a.process(first.message()));
  }

  @Test
  void aCommitWritesOneRowMore_andNothingOfTheTreeTwice() {
    StoredMember other = new StoredMember("other", builder -> builder.sendingBlock(4));
    StoredMember keeper = new StoredMember("keeper", ForkTest::keeps);
    List<StoredMember> many = new ArrayList<>(List.of(other, keeper));
    for (int i = 0; i < 11; i++) {
      many.add(new StoredMember("member " + i));
    }
    PendingCommit add =
        a.commit().add(many.stream().map(one -> one.client.keyPackage()).toList()).update().build();
    b.process(add.message());
    add.accept();
    Group keeps = keeper.client.join(add.welcome().orElseThrow());
    Group keepsNone = other.client.join(add.welcome().orElseThrow());
    Map<RowKey, Secret> before = rows(keeper);
    Map<RowKey, Secret> beforeThere = rows(other);
    PendingCommit commit = b.commit().update().build();
    keeps.process(commit.message());
    keepsNone.process(commit.message());
    Map<Integer, Long> here = changed(before, rows(keeper));
    Map<Integer, Long> there = changed(beforeThere, rows(other));
    assertEquals(1, here.get(RowKind.KEPT_EPOCH.code()));
    assertEquals(there.get(RowKind.NODE.code()), here.get(RowKind.NODE.code()));
    assertTrue(total(here) <= total(there) + 1, here + " and " + there);
    System.err.println(
        "rows of a Commit in a group of 16: " + total(there) + ", " + total(here) + " if kept");
  }

  @Test
  void whatAKeptEpochHeld_isGoneFromTheStore_whenItFallsOut() {
    a.process(b.protect("so that there are ratchets"));
    assertTrue(epochs(rows(alice)).contains(1L));
    for (int i = 0; i < 2; i++) {
      commit();
      assertTrue(epochs(rows(alice)).contains(1L));
    }
    commit();
    assertEquals(
        Set.of(2L, 3L),
        rows(alice).keySet().stream()
            .filter(key -> key.kind() == RowKind.KEPT_EPOCH.code())
            .map(RowKey::epoch)
            .collect(Collectors.toSet()));
    assertEquals(
        Set.of(),
        rows(alice).keySet().stream()
            .filter(key -> key.kind() == RowKind.HANDSHAKE_RATCHET.code() && key.epoch() == 1)
            .collect(Collectors.toSet()));
    commit();
    assertFalse(
        rows(alice).keySet().stream()
            .anyMatch(
                key ->
                    key.epoch() == 1
                        && key.kind() != RowKind.RESUMPTION.code()
                        && key.kind() != RowKind.PAST_LEAF.code()),
        "nor with late data");
  }

  private Map<RowKey, Secret> rows(StoredMember member) {
    StoreScope scope = StoredClient.scope(groupId);
    Map<RowKey, Secret> rows = new HashMap<>();
    member.store.update(
        scope,
        transaction -> transaction.rows(scope).forEach(row -> rows.put(row.key(), row.value())));
    return rows;
  }

  /** How many rows came, went or changed, by kind. */
  private static Map<Integer, Long> changed(Map<RowKey, Secret> before, Map<RowKey, Secret> after) {
    Set<RowKey> all = new HashSet<>(before.keySet());
    all.addAll(after.keySet());
    return all.stream()
        .filter(key -> !Objects.equals(before.get(key), after.get(key)))
        .collect(Collectors.groupingBy(RowKey::kind, Collectors.counting()));
  }

  private static long total(Map<Integer, Long> changed) {
    return changed.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Set<Long> epochs(Map<RowKey, Secret> rows) {
    return rows.keySet().stream().map(RowKey::epoch).collect(Collectors.toSet());
  }

  static String text(Received received) {
    return ((Received.Application) received).text();
  }

  private static MlsClientBuilder keeps(MlsClientBuilder builder) {
    return builder.sendingBlock(4).keptEpochs(2);
  }
}
