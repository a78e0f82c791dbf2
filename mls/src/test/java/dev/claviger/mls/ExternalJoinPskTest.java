package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.ExternalCommitPolicy;
import dev.claviger.mls.spi.PskSource;
import dev.claviger.mls.wire.PreSharedKeyId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who lets himself in may have to know something (RFC 9420 §8.4, §12.4.3.2). */
class ExternalJoinPskTest {
  private static final Bytes NAME = Bytes.utf8("door");
  private static final PskSource DOOR =
      id ->
          id.equals(NAME)
              ? Optional.of(Secret.copyOf(Bytes.utf8("key of the door")))
              : Optional.empty();

  static Stream<CipherSuite> suites() {
    return TestClients.suites().stream();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void clientWithTheExternalPsk_comesIn_inEverySuite(CipherSuite suite) {
    Group alice = client(suite, "alice", DOOR).createGroup();
    PublicGroup service = PublicGroup.builder().suite(suite).follow(alice.groupInfo(true));
    PendingJoin join =
        client(suite, "bob", DOOR).externalJoin(alice.groupInfo(true)).psk(NAME).build();
    service.process(join.message());
    alice.process(join.message());
    GroupLifecycleTest.assertAgreed(alice, join.accept());
    assertEquals(alice.epoch().context(), service.context());
  }

  @Test
  void memberThatComesBack_showsThatItWasOne() {
    MlsClient bobClient = client(TestClients.suite(), "bob", DOOR);
    Group alice = askingForAPsk();
    Group bob = TestClients.add(alice, List.of(), bobClient).get(0);
    long was = bob.epoch().number();
    alice.commit().build().accept();
    PendingJoin bare = bobClient.joinExternally(alice.groupInfo(true));
    Refusals.assertRefused(Rule.EXTERNAL_COMMIT_IS_ALLOWED, () -> alice.process(bare.message()));
    bare.drop();
    PendingJoin resync =
        bobClient.externalJoin(alice.groupInfo(true)).resumptionPsk(was).psk(NAME).build();
    alice.process(resync.message());
    Group again = resync.accept();
    GroupLifecycleTest.assertAgreed(alice, again);
    assertEquals(2, alice.members().size());
    PendingCommit resumed = alice.commit().resumptionPsk(was).build();
    again.process(resumed.message());
    GroupLifecycleTest.assertAgreed(resumed.accept(), again);
  }

  @Test
  void pskThatTheJoinerLacks_isRefusedBeforeAnythingIsMade() {
    KeyVault vault = SoftwareVault.create();
    MlsClient bob = TestClients.builder(TestClients.suite(), "bob", vault).build();
    Group alice = client(TestClients.suite(), "alice", DOOR).createGroup();
    byte[] groupInfo = alice.groupInfo(true);
    ExternalJoinBuilder external = bob.externalJoin(groupInfo).psk(NAME);
    Refusals.assertRefused(Rule.PSK_IS_AVAILABLE, external::build);
    ExternalJoinBuilder resumption = bob.externalJoin(groupInfo).resumptionPsk(0);
    Refusals.assertRefused(Rule.PSK_IS_AVAILABLE, resumption::build);
    assertEquals(1, vault.list().size(), "the signature key alone");
  }

  @Test
  void pskThatTheMembersLack_isRefused_andTheyGoOn() {
    Group alice = client(TestClients.suite(), "alice", PskSource.NONE).createGroup();
    MlsClient bob = client(TestClients.suite(), "bob", DOOR);
    PendingJoin join = bob.externalJoin(alice.groupInfo(true)).psk(NAME).build();
    Refusals.assertRefused(Rule.PSK_IS_AVAILABLE, () -> alice.process(join.message()));
    PendingJoin plain = bob.joinExternally(alice.groupInfo(true));
    alice.process(plain.message());
    GroupLifecycleTest.assertAgreed(alice, plain.accept());
    join.drop();
  }

  @Test
  void otherKeyUnderTheSameName_isNotConfirmed() {
    Group alice = client(TestClients.suite(), "alice", DOOR).createGroup();
    PskSource wrong = id -> Optional.of(Secret.copyOf(Bytes.utf8("another key")));
    PendingJoin join =
        client(TestClients.suite(), "bob", wrong)
            .externalJoin(alice.groupInfo(true))
            .psk(NAME)
            .build();
    Refusals.assertRefused(Rule.CONFIRMATION_TAG_VERIFIES, () -> alice.process(join.message()));
    alice.commit().build().accept();
    assertThrows(RuntimeException.class, () -> alice.process(join.message()));
  }

  /** A group that a client may enter by itself only with a resumption PSK. */
  private static Group askingForAPsk() {
    ExternalCommitPolicy policy =
        join ->
            join.psks().stream().anyMatch(PreSharedKeyId.Resumption.class::isInstance)
                ? new ExternalCommitPolicy.Decision.Accepted()
                : new ExternalCommitPolicy.Decision.Rejected("show that you were a member");
    return TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
        .psks(DOOR)
        .externalCommits(policy)
        .build()
        .createGroup();
  }

  private static MlsClient client(CipherSuite suite, String name, PskSource psks) {
    return TestClients.builder(suite, name, SoftwareVault.create()).psks(psks).build();
  }
}
