package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.ExternalSenders;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An application's own credentials: badges, which a number makes valid (RFC 9420 §13.3). */
class CustomCredentialTest {
  private static final CredentialType BADGE = new CredentialType(0xF0BA);

  private final MlsClient aliceClient = holder(1);
  private final Group alice = aliceClient.createGroup();
  private final MlsClient bobClient = holder(2);
  private final Group bob = TestClients.add(alice, List.of(), bobClient).get(0);

  @Test
  void holdersOfBadges_joinAndTalk_andAreListedByThem() {
    Received.Application heard =
        assertInstanceOf(Received.Application.class, bob.process(alice.protect("hello")));
    assertEquals(badge(1), heard.sender().credential());
    assertEquals(
        List.of(badge(1), badge(2)), bob.members().stream().map(Member::credential).toList());
    assertTrue(bob.epoch().self().capabilities().credentials().contains(BADGE));
    PendingJoin join = holder(3).joinExternally(alice.groupInfo(true));
    alice.process(join.message());
    bob.process(join.message());
    GroupLifecycleTest.assertAgreed(alice, bob, join.accept());
  }

  @Test
  void badgeIsRenewed_byUpdateAndByCommit() {
    alice.process(bob.propose().update(badge(12)));
    ProposalsTest.commit(alice, bob);
    assertEquals(badge(12), bob.epoch().self().credential());
    PendingCommit commit = bob.commit().rotate(badge(22)).build();
    alice.process(commit.message());
    GroupLifecycleTest.assertAgreed(alice, commit.accept());
    assertEquals(badge(22), alice.members().get(1).credential());
    Refusals.assertRefused(Rule.CREDENTIAL_SUCCEEDS, () -> bob.propose().update(badge(23)));
    Refusals.assertRefused(Rule.CREDENTIAL_SUCCEEDS, () -> bob.commit().rotate(badge(23)).build());
    ProposalsTest.commit(alice, bob);
  }

  @Test
  void externalSenderWithABadge_isListedAndHeard() {
    KeyVault vault = SoftwareVault.create();
    VaultKey key = vault.generate(KeyPurpose.SIGNATURE, TestClients.suite().signatureScheme());
    ExternalSenders senders =
        new ExternalSenders(
            List.of(new ExternalSender(key.asSignatureKeyPair().publicKey(), badge(9))));
    PendingCommit commit = alice.commit().extensions(List.of(senders.toExtension())).build();
    bob.process(commit.message());
    commit.accept();
    PublicGroup service =
        PublicGroup.builder()
            .suite(TestClients.suite())
            .validator(new Turnstile())
            .follow(alice.groupInfo(true));
    byte[] proposal = service.propose(key).remove(new LeafIndex(1));
    Received.ProposalQueued queued =
        assertInstanceOf(Received.ProposalQueued.class, alice.process(proposal));
    assertEquals(
        badge(9), assertInstanceOf(Proposer.Outsider.class, queued.sender()).sender().credential());
    alice.commit().build().accept();
    assertEquals(1, alice.members().size());
  }

  @Test
  void memberThatDoesNotKnowBadges_isNotLetIn_norABadgeAmongThoseWhoDoNot() {
    MlsClient plain = TestClients.client("plain");
    Refusals.assertRefused(
        Rule.CREDENTIAL_IS_VALID, () -> alice.commit().add(plain.keyPackage()).build());
    MlsClient both = mixed(Credential.basic("both"));
    Group mixedGroup = mixed(Credential.basic("erin")).createGroup();
    TestClients.add(mixedGroup, List.of(), both);
    TestClients.add(mixedGroup, List.of(), mixed(badge(4)));
    Refusals.assertRefused(
        Rule.CREDENTIAL_TYPES_IN_USE_ARE_SUPPORTED,
        () -> mixedGroup.commit().add(plain.keyPackage()).build());
    assertEquals(3, mixedGroup.members().size());
    byte[] groupInfo = mixedGroup.groupInfo(true);
    Refusals.assertRefused(Rule.CREDENTIAL_IS_VALID, () -> plain.joinExternally(groupInfo));
  }

  @Test
  void badBadge_isRefused() {
    Refusals.assertRefused(
        Rule.CREDENTIAL_IS_VALID, () -> alice.commit().add(holder(0).keyPackage()).build());
  }

  @Test
  void clientWhoseOwnCredentialItCouldNotJudge_isNotMade() {
    MlsClientBuilder builder =
        TestClients.builder(TestClients.suite(), "", SoftwareVault.create()).credential(badge(1));
    assertThrows(IllegalArgumentException.class, builder::build);
    assertThrows(
        IllegalArgumentException.class,
        () -> Credential.custom(CredentialType.BASIC, Bytes.empty()));
  }

  @Test
  void clientThatClaimsToSupportGrease_isNotMade_andLeavesNoKey() {
    CredentialType grease = new CredentialType(0x0A0A);
    SoftwareVault vault = SoftwareVault.create();
    CredentialValidator claiming =
        new CredentialValidator() {
          @Override
          public Verdict validate(Presented presented) {
            return new Verdict.Accepted();
          }

          @Override
          public Set<CredentialType> supportedTypes() {
            return Set.of(grease);
          }
        };
    MlsClientBuilder builder =
        TestClients.builder(TestClients.suite(), "", vault)
            .credential(Credential.custom(grease, Bytes.empty()))
            .validator(claiming);
    assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(vault.list().isEmpty());
  }

  private static Credential badge(int number) {
    return Credential.custom(BADGE, Bytes.wrap(new byte[] {(byte) number}));
  }

  private static MlsClient holder(int number) {
    return client(badge(number), new Turnstile());
  }

  /** One that takes basic credentials too. */
  private static MlsClient mixed(Credential credential) {
    return client(
        credential,
        new Turnstile() {
          @Override
          public Set<CredentialType> supportedTypes() {
            return Set.of(BADGE, CredentialType.BASIC);
          }

          @Override
          public Verdict validate(Presented presented) {
            return presented.credential() instanceof Credential.Basic
                ? new Verdict.Accepted()
                : super.validate(presented);
          }
        });
  }

  private static MlsClient client(Credential credential, CredentialValidator validator) {
    return TestClients.builder(TestClients.suite(), "", SoftwareVault.create())
        .credential(credential)
        .validator(validator)
        .build();
  }

  /** Takes badges but that of number 0; a new one ends in the same digit as the one before it. */
  private static class Turnstile implements CredentialValidator {
    @Override
    public Set<CredentialType> supportedTypes() {
      return Set.of(BADGE);
    }

    @Override
    public Verdict validate(Presented presented) {
      int number = number(presented.credential());
      boolean succeeds =
          !(presented.role() instanceof Role.Successor successor)
              || number(successor.previous()) % 10 == number % 10;
      return number > 0 && succeeds
          ? new Verdict.Accepted()
          : new Verdict.Rejected("no valid badge");
    }

    private static int number(Credential credential) {
      return credential instanceof Credential.Unknown custom && custom.type().equals(BADGE)
          ? custom.content().toByteArray()[0]
          : 0;
    }
  }
}
