package dev.claviger.conformance.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.ratchet.KeyPeek;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.spi.PastEpochs;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forward secrecy and post-compromise security (RFC 9420 §16.6), shown by trying. */
final class SecurityPropertiesTest {
  private final CipherSuite suite = Engine.suite(new CipherSuiteId(1));
  private final List<Group> groups = new ArrayList<>();
  private final Map<Long, GroupContext> contexts = new HashMap<>();

  SecurityPropertiesTest() {
    groups.add(client("alice").createGroup());
    for (String name : new String[] {"bob", "carol", "dave"}) {
      MlsClient joiner = client(name);
      PendingCommit add =
          commit(0, groups.get(0).commit().add(joiner.keyPackage()).update().build());
      groups.add(joiner.join(add.welcome().orElseThrow()));
    }
    for (int member = 0; member < groups.size(); member++) {
      commit(member, groups.get(member).commit().build());
    }
  }

  @Test
  void stolenState_followsTheGroup_untilItsOwnerRenewsItsPath() {
    Group bob = groups.get(1);
    Thief thief = new Thief(suite, bob);
    assertTrue(thief.processes(groups.get(0).protect("still open")), "the loot is complete");
    PendingCommit others = commit(2, groups.get(2).commit().build());
    assertTrue(thief.opensPath(others.message(), contextAfter(others)), "so are its keys");
    assertTrue(thief.processes(others.message()));
    assertTrue(thief.processes(groups.get(3).protect("open as well")));

    PendingCommit healing = commit(1, bob.commit().build());
    assertFalse(thief.processes(healing.message()));
    assertFalse(thief.opensPath(healing.message(), contextAfter(healing)));
    assertClosed(thief);
    PendingCommit next = commit(0, groups.get(0).commit().build());
    assertFalse(thief.opensPath(next.message(), contextAfter(next)));
    assertClosed(thief);
  }

  @Test
  void stolenState_opensNothingThatCameBefore() {
    Group alice = groups.get(0);
    Group bob = groups.get(1);
    List<byte[]> messages = new ArrayList<>();
    List<Secret> keys = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      Thief earlier = new Thief(suite, bob);
      byte[] message = alice.protect("secret of epoch " + epoch);
      Secret key = applicationKey(bob, alice);
      assertTrue(earlier.derives(key), "the search finds what is there");
      assertTrue(earlier.processes(message));
      bob.process(message);
      messages.add(message);
      keys.add(key);
      if (epoch < 2) {
        commit(epoch, groups.get(epoch).commit().build());
      }
    }
    Thief thief = new Thief(suite, bob);
    for (int i = 0; i < messages.size(); i++) {
      assertFalse(thief.processes(messages.get(i)), "message " + i);
      assertFalse(thief.derives(keys.get(i)), "key " + i);
    }
    assertTrue(thief.processes(alice.protect("what comes later")), "the loot is complete");
  }

  @Test
  void ownMessages_cannotBeOpenedWithTheSendersState() {
    Group bob = groups.get(1);
    Secret key = applicationKey(groups.get(0), bob);
    bob.protect("mine");
    assertFalse(new Thief(suite, bob).derives(key));
  }

  @Test
  void evictedMember_opensNothing() {
    Group dave = groups.get(3);
    Thief thief = new Thief(suite, dave);
    assertTrue(thief.processes(groups.get(0).protect("dave may read this")));
    PendingCommit eviction = groups.get(0).commit().remove(dave.epoch().self()).build();
    dave.process(eviction.message());
    groups.remove(dave);
    commit(0, eviction);
    assertFalse(dave.isActive());
    assertFalse(thief.opensPath(eviction.message(), contextAfter(eviction)));
    assertClosed(thief);
    PendingCommit next = commit(1, groups.get(1).commit().build());
    assertFalse(thief.opensPath(next.message(), contextAfter(next)));
    assertClosed(thief);
  }

  /** Of what every member says now, the thief gets nothing and finds no key. */
  private void assertClosed(Thief thief) {
    for (Group speaker : groups) {
      Group listener = groups.get(speaker == groups.get(0) ? 1 : 0);
      Secret key = applicationKey(listener, speaker);
      assertTrue(new Thief(suite, listener).derives(key), "the search finds what is there");
      byte[] message = speaker.protect("closed to thieves");
      groups.stream().filter(g -> g != speaker).forEach(g -> g.process(message));
      assertFalse(thief.processes(message));
      assertFalse(thief.derives(key));
    }
  }

  /** The key of a member's next message in this epoch, its first. */
  private static Secret applicationKey(Group listener, Group speaker) {
    try (KeyPeek peek =
        StolenState.of(listener)
            .only(SecretTree.class)
            .peek(speaker.epoch().self().index(), RatchetType.APPLICATION, 0)) {
      return peek.key().key().copy();
    }
  }

  private PendingCommit commit(int committer, PendingCommit commit) {
    GroupContext before = groups.get(committer).epoch().context();
    contexts.put(before.epoch(), before);
    for (Group group : groups) {
      if (group != groups.get(committer)) {
        group.process(commit.message());
      }
    }
    commit.accept();
    return commit;
  }

  /** The context under which path secrets are sealed: new tree, old transcript (§12.4.1). */
  private GroupContext contextAfter(PendingCommit commit) {
    GroupContext next = commit.next().context();
    GroupContext previous = contexts.get(next.epoch() - 1);
    return previous.provisional(next.treeHash(), next.extensions());
  }

  private MlsClient client(String name) {
    return MlsClient.builder()
        .suite(suite)
        .credential(Credential.basic(name))
        .vault(SoftwareVault.create())
        .publicHandshakes()
        .pastEpochs(PastEpochs.NONE) // else the unused keys of late messages are kept on purpose
        .build();
  }
}
