package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A vault that fails at each single call of an operation in turn: a typed error and nothing
 * changed, or no error and the work done; then all goes on, and no key is left in the end.
 */
final class VaultFailureTest {
  private static final GroupId NEW = new GroupId(Bytes.utf8("new"));

  /**
   * @param attempt makes the scene ready for the operation, which can be tried twice
   */
  private record Operation(String name, Function<Scene, Runnable> attempt) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Operation> operations() {
    return Stream.of(
        new Operation("make a KeyPackage", scene -> scene.carol::keyPackage),
        new Operation("create a group", scene -> () -> scene.carol.createGroup(NEW)),
        new Operation("add", VaultFailureTest::add),
        new Operation("renew", scene -> () -> scene.bobs.commit().build()),
        new Operation("accept", VaultFailureTest::accept),
        new Operation("process", VaultFailureTest::process),
        new Operation("be removed", VaultFailureTest::beRemoved),
        new Operation("propose an Update", scene -> scene.bobs.propose()::update),
        new Operation("have an Update committed", VaultFailureTest::haveUpdateCommitted),
        new Operation("protect", scene -> () -> scene.bobs.protect("hello")),
        new Operation("give a GroupInfo", scene -> () -> scene.bobs.groupInfo(true)),
        new Operation("join", VaultFailureTest::join),
        new Operation("join by an external Commit", VaultFailureTest::joinExternally),
        new Operation("drop an external Commit", VaultFailureTest::dropJoin),
        new Operation("ask to be added", VaultFailureTest::ask),
        new Operation("branch", VaultFailureTest::branch),
        new Operation("withdraw a KeyPackage", VaultFailureTest::withdraw),
        new Operation("close the group", scene -> scene.bobs::close),
        new Operation("close the client", scene -> scene.bob::close));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void failureAtAnyCall_isTypedAndLosesNothing(Operation operation) {
    int failures = 0;
    while (failsAfter(failures, operation)) {
      failures++;
    }
    assertTrue(failures > 0, "the operation has no use for the vault");
  }

  /** Whether the operation makes more calls than that. */
  private static boolean failsAfter(int calls, Operation operation) {
    Scene scene = new Scene();
    Runnable attempt = operation.attempt().apply(scene);
    Set<KeyRef> keys = scene.keys();
    Snapshot before = scene.snapshot();
    scene.vault.failAfter(calls);
    Optional<VaultException> failure = failureOf(attempt);
    boolean reached = !scene.vault.disarm();
    if (failure.isPresent()) {
      assertEquals(before, scene.snapshot());
      assertEquals(keys, scene.keys(), "what was made for nothing is gone, and nothing else");
      attempt.run();
    }
    scene.assertWell();
    scene.end();
    return reached;
  }

  private static Optional<VaultException> failureOf(Runnable attempt) {
    try {
      attempt.run();
      return Optional.empty();
    } catch (VaultException e) {
      return Optional.of(e);
    }
  }

  private static Runnable add(Scene scene) {
    KeyPackage keyPackage = scene.carol.keyPackage();
    return () -> scene.bobs.commit().add(keyPackage).build();
  }

  private static Runnable accept(Scene scene) {
    PendingCommit other = scene.bobs.commit().build();
    PendingCommit commit = scene.bobs.commit().build();
    assertEquals(commit.next().number(), other.next().number());
    scene.alices.process(commit.message());
    return commit::accept;
  }

  private static Runnable process(Scene scene) {
    scene.bobs.commit().build();
    PendingCommit commit = scene.alices.commit().build();
    commit.accept();
    return () -> scene.bobs.process(commit.message());
  }

  private static Runnable beRemoved(Scene scene) {
    PendingCommit commit = scene.alices.commit().remove(scene.bobs.epoch().self()).build();
    commit.accept();
    return () -> assertInstanceOf(Received.Removed.class, scene.bobs.process(commit.message()));
  }

  private static Runnable haveUpdateCommitted(Scene scene) {
    scene.alices.process(scene.bobs.propose().update());
    PendingCommit commit = scene.alices.commit().build();
    commit.accept();
    return () -> scene.bobs.process(commit.message());
  }

  private static Runnable join(Scene scene) {
    PendingCommit commit = scene.alices.commit().add(scene.carol.keyPackage()).update().build();
    scene.bobs.process(commit.message());
    commit.accept();
    byte[] welcome = commit.welcome().orElseThrow();
    return () -> scene.carol.join(welcome);
  }

  private static Runnable joinExternally(Scene scene) {
    byte[] groupInfo = scene.alices.groupInfo(true);
    return () -> scene.carol.joinExternally(groupInfo).accept();
  }

  private static Runnable dropJoin(Scene scene) {
    return scene.carol.joinExternally(scene.alices.groupInfo(true))::drop;
  }

  private static Runnable ask(Scene scene) {
    byte[] groupInfo = scene.alices.groupInfo(true);
    return () -> scene.carol.proposeSelf(groupInfo);
  }

  private static Runnable branch(Scene scene) {
    List<KeyPackage> others = List.of(scene.alice.keyPackage());
    return () -> scene.bobs.branch(scene.bob, NEW, List.of(), others);
  }

  private static Runnable withdraw(Scene scene) {
    KeyPackage keyPackage = scene.carol.keyPackage();
    return () -> scene.carol.withdraw(keyPackage);
  }

  /** What must be as before. */
  private record Snapshot(boolean isActive, long epoch, int proposals, int waiting) {}

  /** Alice and Bob in a group, and Carol outside; Bob's and Carol's vault is the one that fails. */
  private static final class Scene {
    private final CipherSuite suite = Engine.suite(new CipherSuiteId(2));
    private final FailingVault vault = new FailingVault(SoftwareVault.create());
    private final MlsClient alice = client("alice", SoftwareVault.create());
    private final MlsClient bob = client("bob", vault);
    private final MlsClient carol = client("carol", vault);
    private final Group alices = alice.createGroup();
    private final Group bobs;

    Scene() {
      PendingCommit add = alices.commit().add(bob.keyPackage()).update().build();
      add.accept();
      bobs = bob.join(add.welcome().orElseThrow());
    }

    Set<KeyRef> keys() {
      return vault.list().stream().map(VaultKey::ref).collect(Collectors.toSet());
    }

    Snapshot snapshot() {
      return bobs.isActive()
          ? new Snapshot(
              true,
              bobs.epoch().number(),
              bobs.pendingProposals().size(),
              carol.waitingKeyPackages().size())
          : new Snapshot(false, 0, 0, carol.waitingKeyPackages().size());
    }

    /** If Bob is in the group still, he can speak, listen, and renew his keys. */
    void assertWell() {
      if (bobs.isActive()) {
        PendingCommit commit = bobs.commit().withoutPending().build();
        alices.process(commit.message());
        commit.accept();
        assertEquals(alices.epochAuthenticator(), bobs.epochAuthenticator());
        assertInstanceOf(Received.Application.class, alices.process(bobs.protect("well")));
        assertInstanceOf(Received.Application.class, bobs.process(alices.protect("well")));
      }
    }

    void end() {
      bob.close();
      carol.close();
      bob.destroyAgain();
      carol.destroyAgain();
      assertEquals(Set.of(), keys());
    }

    private MlsClient client(String name, KeyVault where) {
      return MlsClient.builder()
          .suite(suite)
          .credential(Credential.basic(name))
          .vault(where)
          .build();
    }
  }
}
