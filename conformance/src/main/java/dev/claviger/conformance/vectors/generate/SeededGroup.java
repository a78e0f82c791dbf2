package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.RatchetTreeExtension;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A group of the public API, all its members here, at a time that stands still. */
final class SeededGroup {
  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

  private final CipherSuite suite;
  private final PublishedVault vault;
  private final List<Group> groups = new ArrayList<>();
  private int clients;

  /** A group with its creator alone in it. */
  SeededGroup(CipherSuite suite, SeededRandom random) {
    this.suite = suite;
    this.vault = new PublishedVault(random);
    this.groups.add(client().createGroup(new GroupId(suite.randomBytes(16))));
  }

  CipherSuite suite() {
    return suite;
  }

  PublishedVault vault() {
    return vault;
  }

  /** Someone who is not in the group yet. */
  MlsClient client() {
    return MlsClient.builder()
        .suite(suite)
        .credential(Credential.basic("member " + clients++))
        .vault(vault)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .publicHandshakes()
        .build();
  }

  int size() {
    return groups.size();
  }

  Group member(int at) {
    return groups.get(at);
  }

  /** A member commits, and all take it; those whom it removes are gone. */
  PendingCommit commit(int committer, UnaryOperator<CommitBuilder> what) {
    Group group = groups.get(committer);
    PendingCommit commit = what.apply(group.commit()).build();
    for (Group other : groups) {
      if (other != group) {
        other.process(commit.message());
      }
    }
    commit.accept();
    groups.removeIf(other -> !other.isActive());
    return commit;
  }

  /** A member adds someone new, who joins. */
  PendingCommit grow(int committer, UnaryOperator<CommitBuilder> also) {
    MlsClient joiner = client();
    PendingCommit commit = commit(committer, c -> also.apply(c.add(joiner.keyPackage())));
    groups.add(joiner.join(commit.welcome().orElseThrow()));
    return commit;
  }

  Bytes encodedTree() {
    return groups.get(0).ratchetTree();
  }

  RatchetTree tree() {
    return RatchetTree.of(
        suite, TlsReader.decode(encodedTree(), "ratchet_tree", RatchetTreeExtension::read));
  }
}
