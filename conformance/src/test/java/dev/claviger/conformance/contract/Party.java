package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import java.util.ArrayList;
import java.util.List;

/** The members of one group, all with their keys in one vault, and the wires between them. */
final class Party implements AutoCloseable {
  private final CipherSuite suite;
  private final KeyVault vault;
  private final List<MlsClient> clients = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  private Party(CipherSuite suite, KeyVault vault) {
    this.suite = suite;
    this.vault = vault;
  }

  /** A group of as many members as names, added one by one. */
  static Party of(CipherSuite suite, KeyVault vault, String... names) {
    Party party = new Party(suite, vault);
    party.groups.add(party.client(names[0]).createGroup());
    for (int i = 1; i < names.length; i++) {
      party.add(names[i]);
    }
    return party;
  }

  Group group(int member) {
    return groups.get(member);
  }

  /** The first member adds another, by Commit and Welcome. */
  void add(String name) {
    MlsClient joiner = client(name);
    PendingCommit commit = groups.get(0).commit().add(joiner.keyPackage()).build();
    deliver(groups.get(0), commit);
    groups.add(joiner.join(commit.welcome().orElseThrow()));
    assertAgreed();
  }

  /** A member renews its path. */
  void commit(int committer) {
    Group group = groups.get(committer);
    deliver(group, group.commit().build());
    assertAgreed();
  }

  /** The first member removes another, who notices. */
  void remove(int member) {
    Group first = groups.get(0);
    Group removed = groups.remove(member);
    PendingCommit commit = first.commit().remove(removed.epoch().self()).build();
    assertInstanceOf(Received.Removed.class, removed.process(commit.message()));
    deliver(first, commit);
    assertAgreed();
  }

  /** A member says something, and all others read it and know who said it. */
  void say(int speaker, String text) {
    Group from = groups.get(speaker);
    byte[] message = from.protect(text);
    for (Group to : groups) {
      if (to != from) {
        Received.Application received =
            assertInstanceOf(Received.Application.class, to.process(message));
        assertEquals(text, received.text());
        assertEquals(from.epoch().self(), received.sender());
      }
    }
  }

  void assertAgreed() {
    Group first = groups.get(0);
    for (Group other : groups) {
      assertEquals(first.epochAuthenticator(), other.epochAuthenticator());
      try (Secret ours = first.export("label", Bytes.utf8("context"), 32);
          Secret theirs = other.export("label", Bytes.utf8("context"), 32)) {
        assertEquals(ours, theirs);
      }
    }
  }

  @Override
  public void close() {
    clients.forEach(MlsClient::close);
  }

  private void deliver(Group committer, PendingCommit commit) {
    for (Group other : groups) {
      if (other != committer) {
        assertInstanceOf(Received.NewEpoch.class, other.process(commit.message()));
      }
    }
    commit.accept();
  }

  private MlsClient client(String name) {
    MlsClient client =
        MlsClient.builder().suite(suite).credential(Credential.basic(name)).vault(vault).build();
    clients.add(client);
    return client;
  }
}
