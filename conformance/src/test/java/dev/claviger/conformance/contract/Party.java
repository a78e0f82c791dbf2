package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.ProposalBuilder;
import dev.claviger.mls.Received;
import dev.claviger.mls.WaitingKeyPackage;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.KeyPackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The members of one group, all with their keys in one vault, and the wires between them. */
final class Party implements AutoCloseable {
  /** The name of a pre-shared key that all clients of a party have. */
  static final Bytes PSK = Bytes.utf8("door");

  private final CipherSuite suite;
  private final KeyVault vault;
  private final Supplier<Optional<GroupStore>> newStore;
  private final Map<MlsClient, GroupStore> stores = new HashMap<>();
  private final List<MlsClient> all = new ArrayList<>();
  private final List<MlsClient> clients = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  private Party(CipherSuite suite, KeyVault vault, Supplier<Optional<GroupStore>> newStore) {
    this.suite = suite;
    this.vault = vault;
    this.newStore = newStore;
  }

  /** A group of as many members as names, added one by one. */
  static Party of(CipherSuite suite, KeyVault vault, String... names) {
    return of(suite, vault, Optional::empty, names);
  }

  /**
   * The same.
   *
   * @param newStore where a client is stored, if it is; asked for each
   */
  static Party of(
      CipherSuite suite, KeyVault vault, Supplier<Optional<GroupStore>> newStore, String... names) {
    Party party = new Party(suite, vault, newStore);
    MlsClient creator = party.client(names[0]);
    party.seat(creator, creator.createGroup());
    for (int i = 1; i < names.length; i++) {
      party.add(names[i]);
    }
    return party;
  }

  Group group(int member) {
    return groups.get(member);
  }

  MlsClient client(int member) {
    return clients.get(member);
  }

  /** A client that is in no group yet; it is closed with the party. */
  MlsClient client(String name) {
    return client(suite, name);
  }

  /** The same of another suite. */
  MlsClient client(CipherSuite other, String name) {
    MlsClientBuilder builder =
        MlsClient.builder()
            .suite(other)
            .credential(Credential.basic(name))
            .vault(vault)
            .psks(
                id ->
                    id.equals(PSK)
                        ? Optional.of(Secret.copyOf(Bytes.utf8("the key under the mat")))
                        : Optional.empty());
    Optional<GroupStore> store = newStore.get();
    store.ifPresent(builder::store);
    MlsClient client = builder.build();
    store.ifPresent(its -> stores.put(client, its));
    all.add(client);
    return client;
  }

  /** The first member adds another, by Commit and Welcome. */
  void add(String name) {
    MlsClient joiner = client(name);
    KeyPackage keyPackage = joiner.keyPackage();
    PendingCommit commit = commit(0, builder -> builder.add(keyPackage));
    join(joiner, commit);
  }

  /** A client that was added takes the only Welcome. */
  void join(MlsClient joiner, PendingCommit commit) {
    seat(joiner, joiner.join(commit.welcome().orElseThrow()));
    assertAgreed();
  }

  /** A client has its place at this table. */
  void seat(MlsClient client, Group group) {
    clients.add(client);
    groups.add(group);
  }

  /** A client lets itself in; if it was in, its old state notices. */
  void enter(MlsClient client, PendingJoin join) {
    int old = clients.indexOf(client);
    if (old >= 0) {
      assertInstanceOf(Received.Removed.class, groups.get(old).process(join.message()));
      clients.remove(old);
      groups.remove(old);
    }
    for (Group group : groups) {
      assertInstanceOf(Received.NewEpoch.class, group.process(join.message()));
    }
    seat(client, join.accept());
    assertAgreed();
  }

  /** A member renews its path. */
  void commit(int committer) {
    commit(committer, builder -> builder);
  }

  /** A member commits, all follow and agree. */
  PendingCommit commit(int committer, UnaryOperator<CommitBuilder> what) {
    Group group = groups.get(committer);
    PendingCommit commit = what.apply(group.commit()).build();
    deliver(group, commit);
    assertAgreed();
    return commit;
  }

  /** A member proposes, all others hear it. */
  void propose(int proposer, Function<ProposalBuilder, byte[]> what) {
    byte[] message = what.apply(groups.get(proposer).propose());
    groups.stream().filter(g -> g != groups.get(proposer)).forEach(g -> queue(g, message));
  }

  /** All hear a proposal that comes from outside. */
  void hear(byte[] proposal) {
    groups.forEach(group -> queue(group, proposal));
  }

  /** The first member removes another, who notices. */
  void remove(int member) {
    Group first = groups.get(0);
    Group removed = groups.get(member);
    PendingCommit commit = first.commit().remove(removed.epoch().self()).build();
    dismiss(member, commit.message());
    deliver(first, commit);
    assertAgreed();
  }

  /** A member gets the Commit that removes it, and leaves the table. */
  void dismiss(int member, byte[] commit) {
    clients.remove(member);
    assertInstanceOf(Received.Removed.class, groups.remove(member).process(commit));
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

  /** All others follow a Commit, then its maker does. */
  void deliver(Group committer, PendingCommit commit) {
    for (Group other : groups) {
      if (other != committer) {
        assertInstanceOf(Received.NewEpoch.class, other.process(commit.message()));
      }
    }
    commit.accept();
  }

  void assertAgreed() {
    assertAgreed(groups);
  }

  static void assertAgreed(List<Group> groups) {
    Group first = groups.get(0);
    for (Group other : groups) {
      assertEquals(first.epochAuthenticator(), other.epochAuthenticator());
      try (Secret ours = first.export("label", Bytes.utf8("context"), 32);
          Secret theirs = other.export("label", Bytes.utf8("context"), 32)) {
        assertEquals(ours, theirs);
      }
    }
  }

  /** A member has the group no more, and no keys of it; nobody is told. */
  void forget(int member) {
    if (stores.containsKey(clients.get(member))) {
      groups.get(member).delete();
    } else {
      groups.get(member).close();
    }
  }

  @Override
  public void close() {
    stores.keySet().forEach(Party::clear);
    all.forEach(MlsClient::close);
    stores.forEach(
        (client, store) -> {
          store.close();
          assertTrue(vault.destroy(client.signatureKey()), "the key of a stored client stays");
        });
  }

  /** What is stored outlives a client that is closed. */
  private static void clear(MlsClient client) {
    client.groupIds().forEach(id -> client.group(id).ifPresent(Group::delete));
    client.waitingKeyPackages().stream()
        .map(WaitingKeyPackage::keyPackage)
        .forEach(client::withdraw);
  }

  private static void queue(Group group, byte[] proposal) {
    assertInstanceOf(Received.ProposalQueued.class, group.process(proposal));
  }
}
