package dev.claviger.conformance.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.ratchet.KeyPeek;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.PastEpochs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward secrecy and post-compromise security (RFC 9420 §16.6), shown by trying. */
final class SecurityPropertiesTest {
  /** One suite of each kind of curve. */
  static Stream<CipherSuiteId> suites() {
    return IntStream.of(1, 2, 6, 7).mapToObj(CipherSuiteId::new);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void stolenState_followsTheGroup_untilItsOwnerRenewsItsPath(CipherSuiteId id) {
    Circle circle = circle(id);
    Thief thief = thiefOf(circle, circle.bob());
    assertFollowed(circle, thief);
    PendingCommit healing = circle.renew(circle.bob());
    assertFalse(thief.opensPath(healing.message(), circle.sealing(healing.next())));
    assertFalse(thief.processes(healing.message()));
    assertClosed(circle, thief);
    PendingCommit next = circle.renew(circle.alice());
    assertFalse(thief.opensPath(next.message(), circle.sealing(next.next())));
    assertClosed(circle, thief);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void stolenState_followsTheGroup_untilAnotherCommitsItsOwnersUpdate(CipherSuiteId id) {
    Circle circle = circle(id);
    Thief thief = thiefOf(circle, circle.bob());
    byte[] update = circle.tell(circle.bob(), circle.bob().propose().update());
    assertTrue(thief.processes(update), "the thief knows of the Update, and not of its key");
    assertTrue(thief.processes(circle.tell(circle.alice(), circle.carol().propose().update())));
    PendingCommit healing = circle.renew(circle.alice());
    assertFalse(thief.opensPath(healing.message(), circle.sealing(healing.next())));
    assertFalse(thief.processes(healing.message()));
    assertClosed(circle, thief);
    PendingCommit next = circle.renew(circle.dave());
    assertFalse(thief.opensPath(next.message(), circle.sealing(next.next())));
    assertClosed(circle, thief);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void stolenState_followsTheGroup_untilItsOwnerComesBackByAnExternalCommit(CipherSuiteId id) {
    Circle circle = circle(id);
    Thief thief = thiefOf(circle, circle.bob());
    assertFollowed(circle, thief);
    PendingJoin healing = circle.resync(circle.bobsClient(), circle.bob());
    assertFalse(thief.opensPath(healing.message(), circle.sealing(healing.next())));
    assertFalse(thief.processes(healing.message()));
    assertClosed(circle, thief);
    PendingCommit next = circle.renew(circle.carol());
    assertFalse(thief.opensPath(next.message(), circle.sealing(next.next())));
    assertClosed(circle, thief);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void stolenState_opensNothingThatCameBefore(CipherSuiteId id) {
    Circle circle = circle(id);
    List<byte[]> messages = new ArrayList<>();
    List<Secret> keys = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      Thief earlier = thiefOf(circle, circle.bob());
      keys.add(key(circle.bob(), circle.alice(), RatchetType.APPLICATION));
      byte[] message = circle.tell(circle.alice(), circle.alice().protect("of epoch " + epoch));
      assertTrue(earlier.derives(keys.get(epoch)), "the search finds what is there");
      assertTrue(earlier.processes(message));
      messages.add(message);
      if (epoch < 2) {
        circle.renew(circle.groups().get(epoch));
      }
    }
    Thief thief = thiefOf(circle, circle.bob());
    for (int i = 0; i < messages.size(); i++) {
      assertFalse(thief.processes(messages.get(i)), "message " + i);
      assertFalse(thief.derives(keys.get(i)), "key " + i);
    }
    assertTrue(thief.processes(circle.alice().protect("later")), "the loot is complete");
  }

  @ParameterizedTest
  @MethodSource("suites")
  void stolenState_opensNoHandshakeThatCameBefore(CipherSuiteId id) {
    Circle circle = new Circle(id, options -> options.pastEpochs(PastEpochs.NONE));
    Thief earlier = thiefOf(circle, circle.bob());
    Secret ofProposal = key(circle.bob(), circle.alice(), RatchetType.HANDSHAKE);
    Secret ofCommit = key(circle.bob(), circle.carol(), RatchetType.HANDSHAKE);
    byte[] proposal = circle.tell(circle.alice(), circle.alice().propose().update());
    assertTrue(earlier.derives(ofProposal), "the search finds what is there");
    assertTrue(earlier.derives(ofCommit), "the search finds what is there");
    assertFalse(thiefOf(circle, circle.bob()).derives(ofProposal), "in the same epoch");
    assertFalse(thiefOf(circle, circle.bob()).processes(proposal), "in the same epoch");
    PendingCommit commit = circle.renew(circle.carol());
    Thief thief = thiefOf(circle, circle.bob());
    assertFalse(thief.derives(ofProposal));
    assertFalse(thief.derives(ofCommit));
    assertFalse(thief.processes(proposal));
    assertFalse(thief.processes(commit.message()));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void pastEpochThatIsKept_givesWhatMayStillCome_andNothingThatCame(CipherSuiteId id) {
    Ticking clock = new Ticking();
    PastEpochs limits = new PastEpochs(1, Ticking.LIMIT);
    Circle circle = new Circle(id, options -> options.pastEpochs(limits).clock(clock));
    Group alice = circle.alice();
    Group bob = circle.bob();
    Secret ofHeard = key(bob, alice, RatchetType.APPLICATION);
    Secret ofHandshake = key(bob, alice, RatchetType.HANDSHAKE);
    byte[] heard = circle.tell(alice, alice.protect("heard"));
    byte[] late = alice.protect("late");
    byte[] tooLate = alice.protect("too late");
    circle.renew(alice);

    Thief thief = thiefOf(circle, bob);
    assertFalse(thief.processes(heard));
    assertFalse(thief.derives(ofHeard));
    assertFalse(thief.derives(ofHandshake), "handshakes of the past are not read");
    assertTrue(thief.processes(late), "that is the price of reading late data");
    bob.process(late);
    assertFalse(thiefOf(circle, bob).processes(late));
    assertTrue(thiefOf(circle, bob).processes(tooLate), "in time it would not be");

    clock.pass();
    bob.process(alice.protect("whatever it is, old epochs go"));
    assertFalse(thiefOf(circle, bob).processes(tooLate));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void ownMessages_cannotBeOpenedWithTheSendersState(CipherSuiteId id) {
    Circle circle = new Circle(id, options -> options.pastEpochs(PastEpochs.NONE));
    Secret ofData = key(circle.alice(), circle.bob(), RatchetType.APPLICATION);
    Secret ofProposal = key(circle.alice(), circle.bob(), RatchetType.HANDSHAKE);
    Thief before = thiefOf(circle, circle.bob());
    assertTrue(before.derives(ofData), "the search finds what is there");
    assertTrue(before.derives(ofProposal), "the search finds what is there");
    circle.bob().protect("mine");
    circle.bob().propose().update();
    Thief thief = thiefOf(circle, circle.bob());
    assertFalse(thief.derives(ofData));
    assertFalse(thief.derives(ofProposal));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void evictedMember_opensNothing_exportsNothing_andCannotResume(CipherSuiteId id) {
    Circle circle = circle(id);
    Thief thief = thiefOf(circle, circle.dave());
    assertTrue(thief.processes(circle.tell(circle.alice(), circle.alice().protect("for dave"))));
    PendingCommit eviction = circle.evict(circle.alice(), circle.dave());
    assertFalse(thief.opensPath(eviction.message(), circle.sealing(eviction.next())));
    assertFalse(thief.processes(eviction.message()));
    assertClosed(circle, thief);
    PendingCommit next = circle.renew(circle.bob());
    assertFalse(thief.opensPath(next.message(), circle.sealing(next.next())));
    assertClosed(circle, thief);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void evictedMember_cannotComeBackByAGroupInfoThatItKept(CipherSuiteId id) {
    Circle circle = circle(id);
    byte[] kept = circle.dave().groupInfo(true);
    circle.evict(circle.alice(), circle.dave());
    MlsClient dave = circle.client("dave again");
    byte[] late = dave.joinExternally(kept).message();
    for (Group group : circle.groups()) {
      assertEquals(
          Rule.COMMIT_IS_NOT_LATE,
          assertThrows(ValidationException.class, () -> group.process(late)).rule());
    }
    circle.renew(circle.carol());
  }

  /** The loot is complete: as long as nobody heals, the thief reads on like a member. */
  private static void assertFollowed(Circle circle, Thief thief) {
    assertTrue(thief.processes(circle.alice().protect("still open")));
    PendingCommit others = circle.renew(circle.carol());
    assertTrue(thief.opensPath(others.message(), circle.sealing(others.next())));
    assertTrue(thief.processes(others.message()));
    assertTrue(thief.processes(circle.alice().protect("open as well")));
    assertTrue(thief.knowsSecretOfEpochOf(circle.alice()));
  }

  /** Of what every member says now, the thief gets nothing; it finds no key and no secret. */
  private static void assertClosed(Circle circle, Thief thief) {
    for (Group speaker : circle.groups()) {
      Group listener = speaker == circle.alice() ? circle.carol() : circle.alice();
      Secret key = key(listener, speaker, RatchetType.APPLICATION);
      Thief member = thiefOf(circle, listener);
      assertTrue(member.derives(key), "the search finds what is there");
      assertTrue(member.knowsSecretOfEpochOf(speaker), "the search finds what is there");
      assertFalse(thief.knowsSecretOfEpochOf(speaker));
      byte[] message = circle.tell(speaker, speaker.protect("closed to thieves"));
      assertFalse(thief.processes(message));
      assertFalse(thief.derives(key));
    }
  }

  /** The key of a member's next message in this epoch, its first. */
  private static Secret key(Group listener, Group speaker, RatchetType type) {
    try (KeyPeek peek =
        StolenState.of(listener).secretTree().peek(speaker.epoch().self().index(), type, 0)) {
      return peek.key().key().copy();
    }
  }

  private static Thief thiefOf(Circle circle, Group victim) {
    return new Thief(circle.suite(), victim);
  }

  /** Without past epochs, whose unused keys are kept on purpose. */
  private static Circle circle(CipherSuiteId id) {
    return new Circle(id, options -> options.publicHandshakes().pastEpochs(PastEpochs.NONE));
  }
}
