package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.KeyPackage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is in a group, and which of our keys it uses. */
class RosterTest {
  private final KeyVault vault = SoftwareVault.create();
  private final MlsClient bobClient =
      TestClients.builder(TestClients.suite(), "bob", vault).build();
  private final Group alice = TestClients.client("alice").createGroup();

  @Test
  void eachMemberShowsLeafCredentialKeyAndCapabilities() {
    KeyPackage keyPackage = bobClient.keyPackage();
    PendingCommit add = alice.commit().add(keyPackage).build();
    add.accept();
    Group bob = bobClient.join(add.welcome().orElseThrow());
    Member member = alice.members().get(1);
    assertEquals(new LeafIndex(1), member.index());
    assertEquals(Credential.basic("bob"), member.credential());
    assertEquals(keyPackage.leafNode().signatureKey(), member.signatureKey());
    assertEquals(keyPackage.leafNode().capabilities(), member.capabilities());
    assertEquals(alice.members(), bob.members());
    assertEquals(member, bob.epoch().self());
    assertEquals(member, alice.epoch().member(new LeafIndex(1)).orElseThrow());
    assertTrue(alice.epoch().member(new LeafIndex(2)).isEmpty());
  }

  @Test
  void ownKeys_areThoseOfOurLeaf_inTheVault_andChangeWithIt() {
    Group bob = TestClients.add(alice, List.of(), bobClient).get(0);
    assertOwnKeysAreOfTheLeaf(bob);
    OwnKeys before = bob.ownKeys();
    VaultKey key = vault.generate(KeyPurpose.SIGNATURE, TestClients.suite().signatureScheme());
    alice.process(bob.propose().update(key));
    ProposalsTest.commit(alice, bob);
    assertOwnKeysAreOfTheLeaf(bob);
    assertEquals(key.ref(), bob.ownKeys().signature());
    assertNotEquals(before.leaf(), bob.ownKeys().leaf());
    assertTrue(vault.find(before.leaf()).isEmpty());
  }

  @Test
  void membersAreListedFromTheLeft_withoutThoseWhoLeft() {
    Group bob = TestClients.add(alice, List.of(), bobClient).get(0);
    TestClients.add(alice, List.of(bob), TestClients.client("carol"), TestClients.client("dave"));
    PendingCommit removal = alice.commit().remove(alice.members().get(2)).build();
    bob.process(removal.message());
    removal.accept();
    assertEquals(
        List.of("0 alice", "1 bob", "3 dave"),
        bob.members().stream().map(m -> m.index() + " " + m.credential()).toList());
  }

  private void assertOwnKeysAreOfTheLeaf(Group group) {
    OwnKeys keys = group.ownKeys();
    assertEquals(
        group.epoch().self().signatureKey(),
        vault.find(keys.signature()).orElseThrow().asSignatureKeyPair().publicKey());
    assertEquals(KeyPurpose.LEAF, vault.find(keys.leaf()).orElseThrow().purpose());
  }
}
