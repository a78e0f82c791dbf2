package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One group whose members keep their keys in an Android Keystore, a PKCS#11 token and memory. */
final class MixedGroupTest {
  private static final String TOKEN = "mixed";

  private static ScratchSoftHsm softHsm;

  @BeforeAll
  static void makeToken() {
    ScratchSoftHsm.missing()
        .ifPresent(what -> Loudly.notRunButUnderCi(MixedGroupTest.class.getSimpleName(), what));
    softHsm = ScratchSoftHsm.create(TOKEN);
  }

  @AfterAll
  static void removeToken() {
    if (softHsm != null) {
      softHsm.close();
    }
  }

  /** All that an Android Keystore has keys for. */
  static List<CipherSuiteId> suites() {
    return CipherSuiteId.rfc9420().stream()
        .filter(id -> !Engine.suite(id).kem().curve().equals(dev.claviger.crypto.Curve.X448))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void membersOfThreeVaults_joinTalkRenewAndLeave(CipherSuiteId id) {
    try (KeyVault android = new AndroidBackend(MixedGroupTest.class).open();
        KeyVault token = Pkcs11Vault.open(softHsm.config(TOKEN).build());
        KeyVault software = SoftwareVault.create()) {
      List<MlsClient> clients =
          List.of(
              client(id, "phone", android),
              client(id, "server", token),
              client(id, "desk", software));
      List<Group> groups = new ArrayList<>(List.of(clients.get(0).createGroup()));
      for (MlsClient joiner : clients.subList(1, 3)) {
        PendingCommit commit = groups.get(0).commit().add(joiner.keyPackage()).build();
        deliver(groups, 0, commit);
        groups.add(joiner.join(commit.welcome().orElseThrow()));
        Party.assertAgreed(groups);
      }
      for (int member = 0; member < groups.size(); member++) {
        say(groups, member);
        deliver(groups, member, groups.get(member).commit().build());
        Party.assertAgreed(groups);
        say(groups, member);
      }
      PendingCommit removal = groups.get(1).commit().remove(groups.get(0).epoch().self()).build();
      Group phone = groups.remove(0);
      assertInstanceOf(Received.Removed.class, phone.process(removal.message()));
      deliver(groups, 0, removal);
      Party.assertAgreed(groups);
      clients.forEach(MlsClient::close);
      assertTrue(android.list().isEmpty(), () -> "left behind: " + android.list());
      assertTrue(token.list().isEmpty(), () -> "left behind: " + token.list());
    }
  }

  private static MlsClient client(CipherSuiteId id, String name, KeyVault vault) {
    return MlsClient.builder()
        .suite(Engine.suite(id))
        .credential(Credential.basic(name))
        .vault(vault)
        .build();
  }

  private static void deliver(List<Group> groups, int committer, PendingCommit commit) {
    for (Group group : groups) {
      if (group != groups.get(committer)) {
        assertInstanceOf(Received.NewEpoch.class, group.process(commit.message()));
      }
    }
    commit.accept();
  }

  private static void say(List<Group> groups, int speaker) {
    byte[] message = groups.get(speaker).protect("hello");
    for (Group group : groups) {
      if (group != groups.get(speaker)) {
        Received.Application heard =
            assertInstanceOf(Received.Application.class, group.process(message));
        assertEquals("hello", heard.text());
        assertEquals(groups.get(speaker).epoch().self(), heard.sender());
      }
    }
  }
}
