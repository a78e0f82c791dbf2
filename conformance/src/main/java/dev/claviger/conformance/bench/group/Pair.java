package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.BenchClient;
import dev.claviger.conformance.bench.stack.BenchMember;
import dev.claviger.conformance.bench.stack.BenchStack;
import dev.claviger.conformance.bench.stack.FoundedGroup;
import dev.claviger.crypto.CipherSuite;
import java.util.List;

/**
 * Two members of a group, in whose tree they are as far apart as can be; all others are passive.
 * Alice knows the keys of her whole path.
 */
record Pair(
    BenchClient alicesClient,
    BenchClient bobsClient,
    BenchMember alice,
    BenchMember bob,
    int members)
    implements AutoCloseable {
  private static final int FEWEST_FOUNDED = 3;

  static Pair of(BenchStack stack, CipherSuite suite, TreeShape tree, int members) {
    BenchClient alice = stack.client(suite.id(), "alice");
    BenchClient bob = stack.client(suite.id(), "bob");
    return members < FEWEST_FOUNDED ? alone(alice, bob) : founded(alice, bob, suite, tree, members);
  }

  /** A tree of two leaves is bare and full. */
  private static Pair alone(BenchClient alice, BenchClient bob) {
    BenchMember creator = alice.create();
    byte[] welcome = creator.add(List.of(bob.keyPackage())).welcome();
    return new Pair(alice, bob, creator, bob.join(welcome), 2);
  }

  /** Bob learns the keys of his path by a Commit of his. */
  private static Pair founded(
      BenchClient alice, BenchClient bob, CipherSuite suite, TreeShape tree, int members) {
    byte[] alices = alice.keyPackage();
    byte[] bobs = bob.keyPackage();
    FoundedGroup group =
        FoundedGroup.of(suite).add(alices).addPassive(members - FEWEST_FOUNDED).add(bobs);
    if (tree == TreeShape.FULL) {
      group.commitAll();
    }
    byte[] welcome = group.welcome(List.of(alices, bobs));
    BenchMember first = alice.join(welcome);
    BenchMember second = bob.join(welcome);
    if (tree == TreeShape.FULL) {
      first.process(second.commit().commit());
    }
    second.process(first.commit().commit());
    return new Pair(alice, bob, first, second, members);
  }

  @Override
  public void close() {
    alicesClient.close();
    bobsClient.close();
  }
}
