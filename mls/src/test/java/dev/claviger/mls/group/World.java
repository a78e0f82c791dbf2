package dev.claviger.mls.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.framing.Padding;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.spi.LifetimePolicy;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.UpdatePath;
import dev.claviger.mls.wire.Welcome;
import dev.claviger.mls.wire.WireFormat;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A group of Alice, Bob and Carol, in which Alice says things that no honest client says. */
final class World {
  static final Bytes NO_DATA = Bytes.empty();

  final CipherSuite suite = TestClients.suite();
  final ClientContext aliceClient = client("alice", CredentialValidator.trustBasic());
  final ClientContext bobClient = client("bob", CredentialValidator.trustBasic());
  final ClientContext carolClient = client("carol", CredentialValidator.trustBasic());
  GroupState alice;
  GroupState bob;
  GroupState carol;

  World() {
    KeyPackageKeys bobKeys = KeyPackageKeys.generate(bobClient);
    KeyPackageKeys carolKeys = KeyPackageKeys.generate(carolClient);
    GroupState creator = GroupState.create(aliceClient, GroupState.randomGroupId(suite));
    CreatedCommit commit =
        CommitCreation.create(
            creator,
            new CommitRequest(
                List.of(new Add(bobKeys.keyPackage()), new Add(carolKeys.keyPackage())),
                true,
                NO_DATA));
    alice = commit.next();
    Welcome welcome = (Welcome) commit.welcome().orElseThrow().body();
    bob = Joining.join(bobClient, bobKeys, welcome, Optional.empty(), id -> false);
    carol = Joining.join(carolClient, carolKeys, welcome, Optional.empty(), id -> false);
  }

  static ClientContext client(String name, CredentialValidator validator) {
    return client(name, validator, Features.of(TestClients.suite(), List.of(), List.of()));
  }

  static ClientContext client(String name, CredentialValidator validator, Features features) {
    CipherSuite suite = TestClients.suite();
    KeyVault vault = SoftwareVault.create();
    return new ClientContext(
        suite,
        vault,
        vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme()),
        Credential.basic(name),
        validator,
        PskLookup.NONE,
        LifetimePolicy.DEFAULT,
        Clock.systemUTC(),
        RatchetWindow.DEFAULT,
        group -> WireFormat.PUBLIC_MESSAGE,
        Padding.NONE,
        GroupPolicy.DEFAULT,
        features);
  }

  /** Accepts everything, but for an identity of "mallory". */
  static CredentialValidator lenient(CredentialType... types) {
    return new CredentialValidator() {
      @Override
      public Verdict validate(Presented presented) {
        return presented.credential().equals(Credential.basic("mallory"))
            ? new Verdict.Rejected("not mallory")
            : new Verdict.Accepted();
      }

      @Override
      public Set<CredentialType> supportedTypes() {
        return Set.of(types);
      }
    };
  }

  CreatedCommit commit(GroupState state, Proposal... proposals) {
    return CommitCreation.create(state, new CommitRequest(List.of(proposals), false, NO_DATA));
  }

  Incoming receive(GroupState state, MlsMessage message) {
    return Reception.receive(state, Map.of(), message);
  }

  /** Refused by whoever makes such a Commit, and by whoever gets one that was made regardless. */
  void assertListRefused(Rule rule, Proposal... proposals) {
    Refusals.assertRefused(rule, () -> commit(alice, proposals));
    assertCommitRefused(rule, forge(Optional.empty(), proposals));
  }

  void assertCommitRefused(Rule rule, Commit commit) {
    assertMessageRefused(rule, alice.protect(sign(commit, new Mac(Bytes.utf8("no matter")))));
  }

  /** Refused by Bob, who then goes on as if nothing had come. */
  void assertMessageRefused(Rule rule, MlsMessage message) {
    Refusals.assertRefused(rule, () -> receive(bob, message));
    assertBobIsWell();
  }

  void assertBobIsWell() {
    Incoming heard = receive(bob, alice.protect(Bytes.utf8("well?"), NO_DATA));
    assertEquals(Bytes.utf8("well?"), assertInstanceOf(Incoming.Application.class, heard).data());
    CreatedCommit genuine = commit(alice);
    Incoming.Committed committed =
        assertInstanceOf(Incoming.Committed.class, receive(bob, genuine.message()));
    GroupState next = assertInstanceOf(CommitOutcome.Advanced.class, committed.outcome()).next();
    assertEquals(genuine.next().epochAuthenticator(), next.epochAuthenticator());
  }

  dev.claviger.mls.wire.AuthenticatedContent sign(Commit commit, Mac tag) {
    return alice.sign(commit, NO_DATA, WireFormat.PUBLIC_MESSAGE).withTag(tag);
  }

  static Commit forge(Optional<UpdatePath> path, Proposal... proposals) {
    return new Commit(
        List.of(proposals).stream().<ProposalOrRef>map(ProposalOrRef.ByValue::new).toList(), path);
  }
}
