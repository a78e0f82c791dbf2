package dev.claviger.conformance.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.NewGroup;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What becomes of a group whose members are all in one epoch: a branch, another group, or both. */
final class RandomEnding {
  private static final int CHEAP_SUITES = 3;

  private final List<Peer> members;
  private final Random random;

  RandomEnding(List<Peer> members, Random random) {
    this.members = members;
    this.random = random;
  }

  /** Some of the members get a group of their own (RFC 9420 §11.3). */
  void branch() {
    List<Peer> some = members.subList(0, 2 + random.nextInt(members.size() - 1));
    Peer creator = some.get(0);
    List<Peer> others = some.subList(1, some.size());
    List<KeyPackage> keyPackages =
        others.stream().map(other -> other.client().keyPackage()).toList();
    NewGroup branch =
        creator
            .group()
            .branch(creator.client(), new GroupId(Bytes.utf8("branch")), List.of(), keyPackages);
    assertTalks(
        branch,
        others.stream().map(other -> other.client().join(branch.welcomes().get(0))).toList());
  }

  /** The group moves, perhaps to another suite (RFC 9420 §11.2). */
  void reInit() {
    CipherSuite suite = Engine.suite(new CipherSuiteId(1 + random.nextInt(CHEAP_SUITES)));
    Peer committer = members.get(random.nextInt(members.size()));
    GroupId groupId = new GroupId(Bytes.utf8("another group"));
    PendingCommit commit = commit(committer, groupId, suite);
    for (Peer member : members) {
      assertInstanceOf(Received.ReInit.class, member.group().process(commit.message()));
      Refusal.assertBy(Rule.GROUP_IS_NOT_SUSPENDED, () -> member.group().protect("too late"));
    }
    Map<Peer, MlsClient> clients = new LinkedHashMap<>();
    members.forEach(member -> clients.put(member, member.client(suite)));
    Peer creator = members.get(random.nextInt(members.size()));
    List<Peer> others = members.stream().filter(member -> member != creator).toList();
    NewGroup created =
        creator
            .group()
            .suspended()
            .orElseThrow()
            .create(
                clients.get(creator),
                others.stream().map(other -> clients.get(other).keyPackage()).toList());
    List<Group> joined = new ArrayList<>();
    for (Peer other : others) {
      joined.add(
          other
              .group()
              .suspended()
              .orElseThrow()
              .join(clients.get(other), created.welcomes().get(0)));
    }
    assertTalks(created, joined);
  }

  /** By value, or by reference to what another proposes. */
  private PendingCommit commit(Peer committer, GroupId groupId, CipherSuite suite) {
    if (random.nextBoolean()) {
      return committer.group().commit().reInit(groupId, suite.id(), List.of()).build();
    }
    Peer proposer = members.get(random.nextInt(members.size()));
    byte[] proposal = proposer.group().propose().reInit(groupId, suite.id(), List.of());
    members.stream()
        .filter(member -> member != proposer)
        .forEach(member -> member.group().process(proposal));
    return committer.group().commit().build();
  }

  private static void assertTalks(NewGroup created, List<Group> joined) {
    byte[] message = created.group().protect("here we are");
    for (Group group : joined) {
      assertEquals(created.group().epochAuthenticator(), group.epochAuthenticator());
      Received.Application received =
          assertInstanceOf(Received.Application.class, group.process(message));
      assertEquals("here we are", received.text());
    }
  }
}
