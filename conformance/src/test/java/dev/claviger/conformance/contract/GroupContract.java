package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.OwnKeys;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A group whose members keep their keys in the vault, from its creation to an eviction. */
abstract class GroupContract extends VaultContract {
  GroupContract(VaultBackend backend) {
    super(backend);
  }

  @ParameterizedTest
  @MethodSource("supportedSuites")
  void membersJoinCommitTalkAndLeave(CipherSuiteId id) {
    try (Party party = Party.of(Engine.suite(id), vault(), "alice", "bob", "carol")) {
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
  @MethodSource("supportedSuites")
  void ownKeys_areTheVaults_andGoWithTheClient(CipherSuiteId id) {
    Set<KeyRef> before = refs();
    try (Party party = Party.of(Engine.suite(id), vault(), "alice", "bob")) {
      party.commit(0);
      party.commit(1);
      for (int member = 0; member < 2; member++) {
        OwnKeys keys = party.group(member).ownKeys();
        for (KeyRef ref : List.of(keys.signature(), keys.leaf())) {
          VaultKey key = vault().find(ref).orElseThrow();
          assertCustody(key);
        }
      }
    }
    assertEquals(before, refs(), "a closed client leaves nothing behind");
  }

  /** A tripwire would blow up here: that it does is tested where it is laid. */
  private void assertCustody(VaultKey key) {
    if (!(key.privateKey() instanceof TripwireHandle)) {
      assertNull(key.privateKey().getEncoded());
    }
    if (backend().attestsCustody()) {
      assertTrue(vault().attest(key.ref()).neverExtractable());
    }
  }

  private Set<KeyRef> refs() {
    return vault().list().stream().map(VaultKey::ref).collect(Collectors.toSet());
  }
}
