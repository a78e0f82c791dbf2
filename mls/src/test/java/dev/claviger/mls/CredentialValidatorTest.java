package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.KeyPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The Authentication Service is asked once for each operation (RFC 9420 §5.3.1). */
class CredentialValidatorTest {
  private static final int MEMBERS = 20;

  private final Registry registry = new Registry();
  private final Group alice = client("alice", CredentialValidator.trustBasic()).createGroup();

  @Test
  void join_asksOnce_forEveryMember() {
    MlsClient last = client("last", registry);
    byte[] welcome = grow(last);
    Group joined = last.join(welcome);
    assertEquals(1, registry.asked.size());
    assertEquals(
        joined.members().stream()
            .map(
                member ->
                    new CredentialValidator.Presented(
                        member.credential(),
                        member.signatureKey(),
                        new CredentialValidator.Role.Member(member.index())))
            .toList(),
        registry.asked.get(0));
    assertEquals(MEMBERS, joined.members().size());
  }

  @Test
  void joinOfAGroupWithOneBadMember_namesItsLeaf() {
    MlsClient last = client("last", registry);
    byte[] welcome = grow(last);
    registry.revoked = Credential.basic("member 7");
    ValidationException e = assertThrows(ValidationException.class, () -> last.join(welcome));
    assertEquals(Rule.CREDENTIAL_IS_VALID, e.rule());
    assertTrue(e.getMessage().endsWith("leaf 7: revoked"), e::getMessage);
    registry.revoked = Credential.basic("nobody");
    last.join(welcome);
  }

  @Test
  void commitOfManyAdds_asksOnce_whoeverMakesOrGetsIt() {
    Group watched = client("watched", registry).createGroup();
    Group bob = TestClients.add(watched, List.of(), client("bob", registry)).get(0);
    registry.asked.clear();
    List<KeyPackage> keyPackages = keyPackages(MEMBERS);
    watched.process(bob.propose().add(client("carol", registry).keyPackage()));
    bob.clearPendingProposals();
    registry.asked.clear();
    PendingCommit commit = bob.commit().add(keyPackages).build();
    assertEquals(1, registry.asked.size());
    assertEquals(MEMBERS, registry.asked.get(0).size());
    registry.asked.clear();
    watched.process(commit.message());
    assertEquals(1, registry.asked.size());
    assertEquals(MEMBERS, registry.asked.get(0).size());
    registry.revoked = Credential.basic("member 3");
    ValidationException e =
        assertThrows(
            ValidationException.class, () -> watched.commit().add(keyPackages(MEMBERS)).build());
    assertTrue(e.getMessage().endsWith("joiner 2: revoked"), e::getMessage);
  }

  @Test
  void pendingProposals_areAskedForOnceToo() {
    Group watched = client("watched", registry).createGroup();
    for (KeyPackage keyPackage : keyPackages(5)) {
      watched.propose().add(keyPackage);
    }
    registry.asked.clear();
    watched.commit().build();
    assertEquals(List.of(5), registry.asked.stream().map(List::size).toList());
  }

  @Test
  void oneBadOneAmongManyPendingProposals_doesNotMultiplyTheWork() {
    int many = 64;
    Group watched = client("watched", registry).createGroup();
    for (KeyPackage keyPackage : keyPackages(many)) {
      watched.propose().add(keyPackage);
    }
    registry.asked.clear();
    registry.revoked = Credential.basic("member 40");
    PendingCommit commit = watched.commit().build();
    assertEquals(many - 1, commit.changes().added().size());
    int presented = registry.asked.stream().mapToInt(List::size).sum();
    assertTrue(presented <= 4 * many, () -> presented + " credentials for " + many);
  }

  @Test
  void externalJoinAndDeliveryService_askOnceToo() {
    grow(client("last", CredentialValidator.trustBasic()));
    client("carol", registry).joinExternally(alice.groupInfo(true));
    assertEquals(List.of(MEMBERS), registry.asked.stream().map(List::size).toList());
    PublicGroup.builder()
        .suite(TestClients.suite())
        .validator(registry)
        .follow(alice.groupInfo(true));
    assertEquals(List.of(MEMBERS, MEMBERS), registry.asked.stream().map(List::size).toList());
  }

  @Test
  void validatorThatDoesNotAnswerForAll_acceptsNobody() {
    CredentialValidator lazy =
        new CredentialValidator() {
          @Override
          public Verdict validate(Presented presented) {
            return new Verdict.Accepted();
          }

          @Override
          public List<Verdict> validateAll(List<Presented> presented) {
            return List.of();
          }
        };
    MlsClient bob = client("bob", lazy);
    PendingCommit add = alice.commit().add(bob.keyPackage()).build();
    add.accept();
    byte[] welcome = add.welcome().orElseThrow();
    assertThrows(IllegalStateException.class, () -> bob.join(welcome));
    MlsClient carol = client("carol", presented -> null);
    PendingCommit second = alice.commit().add(carol.keyPackage()).build();
    second.accept();
    byte[] welcomeOfCarol = second.welcome().orElseThrow();
    Refusals.assertRefused(Rule.CREDENTIAL_IS_VALID, () -> carol.join(welcomeOfCarol));
  }

  @Test
  void rotation_isPresentedAsASuccessor() {
    Group watched = client("watched", registry).createGroup();
    Group bob = TestClients.add(watched, List.of(), client("bob", registry)).get(0);
    registry.asked.clear();
    PendingCommit commit = bob.commit().rotate(Credential.basic("robert")).build();
    watched.process(commit.message());
    for (List<CredentialValidator.Presented> asked : registry.asked) {
      assertEquals(
          new CredentialValidator.Role.Successor(new LeafIndex(1), Credential.basic("bob")),
          asked.get(0).role());
    }
    assertEquals(2, registry.asked.size(), "once by bob, once by the other");
    commit.accept();
    registry.asked.clear();
    watched.process(bob.commit().build().message());
    assertEquals(List.of(), registry.asked, "nothing is new");
    assertInstanceOf(Credential.Basic.class, watched.members().get(1).credential());
  }

  /** Alice's group with that many members, the last of which has yet to join. */
  private byte[] grow(MlsClient last) {
    List<KeyPackage> joiners = new ArrayList<>(keyPackages(MEMBERS - 2));
    joiners.add(last.keyPackage());
    PendingCommit add = alice.commit().add(joiners).update().build();
    add.accept();
    return add.welcome().orElseThrow();
  }

  /** Of "member 1" and so on. */
  private static List<KeyPackage> keyPackages(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> TestClients.client("member " + i).keyPackage())
        .toList();
  }

  private static MlsClient client(String name, CredentialValidator validator) {
    KeyVault vault = SoftwareVault.create();
    return TestClients.builder(TestClients.suite(), name, vault).validator(validator).build();
  }

  /** Remembers what it was asked, batch by batch. */
  private static final class Registry implements CredentialValidator {
    private final List<List<Presented>> asked = new ArrayList<>();
    private Credential revoked = Credential.basic("nobody");

    @Override
    public List<Verdict> validateAll(List<Presented> presented) {
      asked.add(presented);
      return presented.stream().map(this::validate).toList();
    }

    @Override
    public Verdict validate(Presented presented) {
      return presented.credential().equals(revoked)
          ? new Verdict.Rejected("revoked")
          : new Verdict.Accepted();
    }
  }
}
