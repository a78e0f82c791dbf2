package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.Group;
import dev.claviger.mls.InspectedCommit;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.RequiredCapabilities;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What changes in a group while its members stay. */
abstract class GroupChangesContract extends GroupEntryContract {
  GroupChangesContract(VaultBackend backend) {
    super(backend);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void updatesWaitForACommit_andTakeTheOldLeafKeyAway(CipherSuiteId id) {
    try (Party party = party(id, "alice", "bob", "carol")) {
      KeyRef old = party.group(1).ownKeys().leaf();
      party.propose(1, p -> p.update());
      party.propose(2, p -> p.update());
      assertTrue(ledger().find(old).isPresent());
      party.commit(0);
      assertFalse(ledger().find(old).isPresent());
      party.commit(1);
      party.say(2, "renewed");
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void updateThatNoCommitCovers_isForgotten(CipherSuiteId id) {
    try (Party party = party(id, "alice", "bob")) {
      KeyRef leaf = party.group(1).ownKeys().leaf();
      int keys = ledger().alive().size();
      party.propose(1, p -> p.update());
      assertEquals(keys + 1, ledger().alive().size());
      party.commit(0, c -> c.withoutPending());
      assertEquals(keys, ledger().alive().size());
      assertEquals(leaf, party.group(1).ownKeys().leaf());
      party.commit(1);
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void signatureKeyAndCredentialRotate_byUpdateAndByCommit(CipherSuiteId id) {
    VaultKey first = signatureKey(id);
    VaultKey second = signatureKey(id);
    try (Party party = party(id, "alice", "bob")) {
      party.propose(1, p -> p.update(first, Credential.basic("bob's phone")));
      party.commit(0);
      assertEquals(first.ref(), party.group(1).ownKeys().signature());
      party.say(1, "signed with the first");
      party.commit(1, c -> c.rotate(second).rotate(Credential.basic("bob's tablet")));
      assertEquals(second.ref(), party.group(1).ownKeys().signature());
      assertEquals(Credential.basic("bob's tablet"), party.group(0).members().get(1).credential());
      party.say(1, "signed with the second");
      party.commit(0);
    }
    assertTrue(ledger().destroy(first.ref()), "a key that was given stays");
    assertTrue(ledger().destroy(second.ref()), "a key that was given stays");
  }

  @ParameterizedTest
  @MethodSource("suites")
  void psksAreInjected_externalOnesAndThoseOfPastEpochs(CipherSuiteId id) {
    try (Party party = party(id, "alice", "bob")) {
      long past = party.group(0).epoch().number();
      party.commit(1);
      party.propose(0, p -> p.psk(Party.PSK));
      party.commit(1, c -> c.resumptionPsk(past));
      MlsClient carol = party.client("carol");
      party.join(carol, party.commit(0, c -> c.psk(Party.PSK).add(carol.keyPackage()).update()));
      party.say(2, "psst");
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void extensionsOfTheGroupChange_alsoWithoutAPath(CipherSuiteId id) {
    List<Extension> required =
        List.of(
            new Extension(
                ExtensionType.REQUIRED_CAPABILITIES,
                new RequiredCapabilities(List.of(), List.of(), List.of(CredentialType.BASIC))
                    .encode()));
    try (Party party = party(id, "alice", "bob")) {
      party.propose(1, p -> p.extensions(required));
      party.commit(0);
      assertEquals(required, party.group(1).epoch().context().extensions());
      party.commit(1, c -> c.extensions(List.of()));
      assertEquals(List.of(), party.group(0).epoch().context().extensions());
      MlsClient carol = party.client("carol");
      PendingCommit add = party.commit(0, c -> c.add(carol.keyPackage()));
      assertFalse(add.changes().withPath());
      party.join(carol, add);
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void ofSeveralCommits_oneIsAccepted_andTheKeysOfTheOthersGo(CipherSuiteId id) {
    try (Party party = party(id, "alice", "bob", "carol")) {
      Group alice = party.group(0);
      int keys = ledger().alive().size();
      PendingCommit dropped = alice.commit().build();
      PendingCommit overtaken = alice.commit().remove(party.group(2).epoch().self()).build();
      PendingCommit accepted = alice.commit().build();
      PendingCommit theirs = party.group(1).commit().build();
      assertEquals(keys + 4, ledger().alive().size());
      dropped.drop();
      assertEquals(keys + 3, ledger().alive().size());
      InspectedCommit inspected = party.group(1).inspect(overtaken.message());
      assertEquals(1, inspected.changes().removed().size());
      assertTrue(party.group(2).inspect(overtaken.message()).removesUs());
      party.deliver(alice, accepted);
      party.assertAgreed();
      assertEquals(keys, ledger().alive().size());
      assertThrows(IllegalStateException.class, overtaken::accept);
      assertThrows(IllegalStateException.class, theirs::accept);
      assertThrows(IllegalStateException.class, inspected::accept);
      PendingCommit next = party.group(2).commit().build();
      assertInstanceOf(Received.NewEpoch.class, alice.inspect(next.message()).accept());
      party.group(1).process(next.message());
      next.accept();
      party.assertAgreed();
    }
  }
}
