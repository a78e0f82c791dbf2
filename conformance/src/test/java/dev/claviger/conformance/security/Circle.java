package dev.claviger.conformance.security;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Epoch;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Four members, all of whom have renewed their path: no node of the tree is blank. */
final class Circle {
  private final CipherSuite suite;
  private final UnaryOperator<MlsClientBuilder> options;
  private final List<MlsClient> clients = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final Map<Long, GroupContext> contexts = new HashMap<>();

  Circle(CipherSuiteId id, UnaryOperator<MlsClientBuilder> options) {
    this.suite = Engine.suite(id);
    this.options = options;
    groups.add(client("alice").createGroup());
    for (String name : new String[] {"bob", "carol", "dave"}) {
      MlsClient joiner = client(name);
      PendingCommit add =
          follow(groups.get(0), groups.get(0).commit().add(joiner.keyPackage()).update().build());
      groups.add(joiner.join(add.welcome().orElseThrow()));
    }
    List.copyOf(groups).forEach(this::renew);
  }

  CipherSuite suite() {
    return suite;
  }

  Group alice() {
    return groups.get(0);
  }

  Group bob() {
    return groups.get(1);
  }

  Group carol() {
    return groups.get(2);
  }

  Group dave() {
    return groups.get(3);
  }

  List<Group> groups() {
    return groups;
  }

  MlsClient bobsClient() {
    return clients.get(1);
  }

  /** A client that is no member. */
  MlsClient client(String name) {
    MlsClient client =
        options
            .apply(
                MlsClient.builder()
                    .suite(suite)
                    .credential(Credential.basic(name))
                    .vault(SoftwareVault.create()))
            .build();
    clients.add(client);
    return client;
  }

  /** All others get a message that a member sends. */
  byte[] tell(Group sender, byte[] message) {
    groups.stream().filter(g -> g != sender).forEach(g -> g.process(message));
    return message;
  }

  /** A member renews its path. */
  PendingCommit renew(Group committer) {
    return follow(committer, committer.commit().build());
  }

  /** All go to the next epoch. */
  PendingCommit follow(Group committer, PendingCommit commit) {
    remember();
    tell(committer, commit.message());
    commit.accept();
    return commit;
  }

  /** One leaves, and all others go to the next epoch. */
  PendingCommit evict(Group committer, Group evicted) {
    PendingCommit commit = committer.commit().remove(evicted.epoch().self()).build();
    evicted.process(commit.message());
    groups.remove(evicted);
    return follow(committer, commit);
  }

  /** A member comes back by an external Commit, and replaces its old leaf. */
  PendingJoin resync(MlsClient client, Group old) {
    remember();
    PendingJoin join = client.joinExternally(alice().groupInfo(true));
    tell(null, join.message());
    groups.set(groups.indexOf(old), join.accept());
    return join;
  }

  /** The context under which the path secrets of a Commit are sealed: new tree, old transcript. */
  GroupContext sealing(Epoch next) {
    GroupContext previous = contexts.get(next.number() - 1);
    return previous.provisional(next.context().treeHash(), next.context().extensions());
  }

  private void remember() {
    GroupContext before = alice().epoch().context();
    contexts.put(before.epoch(), before);
  }
}
