package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.contract.LedgerVault.Uses;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.OwnKeys;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.Received;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.KeyPackage;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol from a group's creation to its end, its members' keys all in the vault. */
abstract class GroupContract extends GroupChangesContract {
  GroupContract(VaultBackend backend) {
    super(backend);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void membersJoinCommitTalkAndLeave(CipherSuiteId id) {
    try (Party party = party(id, "alice", "bob", "carol")) {
      party.say(2, "hello");
      for (int committer = 0; committer < 3; committer++) {
        party.commit(committer);
        party.say(committer, "in epoch " + party.group(0).epoch().number());
      }
      party.remove(1);
      party.say(0, "bob is gone");
      party.commit(1);
      party.add("dave");
      party.say(2, "dave is here");
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void ownKeys_areTheVaults_andGoWithTheGroupAndTheClient(CipherSuiteId id) {
    try (Party party = party(id, "alice", "bob")) {
      party.commit(0);
      for (int member = 0; member < 2; member++) {
        OwnKeys keys = party.group(member).ownKeys();
        assertTrue(ledger().alive().contains(keys.leaf()), keys::toString);
        assertTrue(ledger().alive().contains(keys.signature()), keys::toString);
      }
      KeyRef leaf = party.group(1).ownKeys().leaf();
      party.forget(1);
      assertFalse(ledger().find(leaf).isPresent());
      assertEquals(3, ledger().alive().size(), "alice's two, and bob's signature key");
    }
    assertEquals(Set.of(), ledger().alive());
  }

  @ParameterizedTest
  @MethodSource("suites")
  void memberThatIsRemovedByReference_losesItsLeafKeyAtOnce(CipherSuiteId id) {
    try (Party party = party(id, "alice", "bob", "carol")) {
      KeyRef leaf = party.group(2).ownKeys().leaf();
      party.propose(2, p -> p.remove(party.group(2).epoch().self()));
      PendingCommit commit = party.group(1).commit().build();
      party.dismiss(2, commit.message());
      assertFalse(ledger().find(leaf).isPresent());
      party.deliver(party.group(1), commit);
      party.assertAgreed();
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void dataTravelBothWays_withWhatIsAuthenticated_andLate(CipherSuiteId id) {
    Bytes header = Bytes.utf8("subject: weather");
    try (Party party = party(id, "alice", "bob")) {
      Group alice = party.group(0);
      Group bob = party.group(1);
      byte[] first = bob.protect(Bytes.utf8("first"), header);
      byte[] second = bob.protect("second");
      byte[] answer = alice.protect("answer");
      Received.Application later =
          assertInstanceOf(Received.Application.class, alice.process(second));
      assertEquals("second", later.text());
      party.commit(0);
      Received.Application late =
          assertInstanceOf(Received.Application.class, alice.process(first));
      assertEquals(header, late.authenticatedData());
      assertEquals(bob.epoch().self(), late.sender());
      assertEquals(
          "answer", assertInstanceOf(Received.Application.class, bob.process(answer)).text());
      assertEquals(
          Rule.GENERATION_IS_UNUSED,
          assertThrows(ValidationException.class, () -> alice.process(first)).rule());
    }
  }

  /** Each use of a key is a round trip to a token or two: no operation may come to need more. */
  @ParameterizedTest
  @MethodSource("suites")
  void eachOperationUsesKeysAsOftenAsItMust_andNoMore(CipherSuiteId id) {
    Uses none = new Uses(0, 0, 0, 0);
    Uses oneSignature = new Uses(0, 1, 0, 0);
    Uses oneAgreement = new Uses(0, 0, 1, 0);
    try (Party party = party(id, "alice", "bob", "carol")) {
      Group alice = party.group(0);
      Group bob = party.group(1);
      Group carol = party.group(2);
      MlsClient dave = spending(new Uses(1, 0, 0, 0), () -> party.client("dave"));
      KeyPackage keyPackage = spending(new Uses(2, 2, 0, 0), dave::keyPackage);
      spending(new Uses(0, 2, 0, 0), alice.commit().add(keyPackage)::build).drop();
      PendingCommit commit =
          spending(new Uses(1, 3, 0, 0), alice.commit().add(keyPackage).update()::build);
      spending(oneAgreement, () -> bob.process(commit.message()));
      spending(oneAgreement, () -> carol.process(commit.message()));
      spending(new Uses(0, 0, 0, 1), commit::accept);
      byte[] welcome = commit.welcome().orElseThrow();
      party.seat(dave, spending(new Uses(0, 0, 1, 1), () -> dave.join(welcome)));
      party.assertAgreed();
      PendingCommit toPathKeys = spending(new Uses(1, 2, 0, 0), carol.commit()::build);
      spending(none, () -> alice.process(toPathKeys.message()));
      spending(oneAgreement, () -> party.group(3).process(toPathKeys.message()));
      spending(none, () -> bob.process(toPathKeys.message()));
      spending(new Uses(0, 0, 0, 1), toPathKeys::accept);
      byte[] data = spending(oneSignature, () -> alice.protect("data"));
      spending(none, () -> bob.process(data));
      byte[] update = spending(new Uses(1, 2, 0, 0), bob.propose()::update);
      spending(none, () -> alice.process(update));
      byte[] groupInfo = spending(oneSignature, () -> alice.groupInfo(true));
      MlsClient erin = party.client("erin");
      PendingJoin join = spending(new Uses(1, 2, 0, 0), () -> erin.joinExternally(groupInfo));
      spending(none, () -> alice.process(join.message()));
      spending(none, join::accept);
    }
  }

  private <T> T spending(Uses expected, Supplier<T> action) {
    Uses before = ledger().uses();
    T result = action.get();
    assertEquals(expected, ledger().uses().minus(before));
    return result;
  }
}
