package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.ProposalBuilder;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a member that only listens goes through: one vector of passive-client, in the making. */
final class PassiveStory {
  private final SeededGroup group;
  private final List<Entry> epochs = new ArrayList<>();
  private final List<Bytes> proposals = new ArrayList<>();
  private Group passive;
  private Entry joined;

  /** Begins with some members, of whom the passive one is none yet. */
  PassiveStory(
      CipherSuite suite, SeededRandom random, UnaryOperator<MlsClientBuilder> form, int members) {
    group = new SeededGroup(suite, random, form);
    while (group.size() < members) {
      group.grow(0, CommitBuilder::update);
    }
  }

  SeededGroup group() {
    return group;
  }

  /** The passive member is added, and sees all that comes after. */
  PassiveStory join(boolean treeBeside, UnaryOperator<CommitBuilder> also) {
    MlsClient client = group.client();
    KeyPackage keyPackage = client.keyPackage();
    PendingCommit commit =
        group.commit(
            group.size() - 1, c -> also.apply(treeBeside ? c.treeBeside() : c).add(keyPackage));
    Bytes welcome = Bytes.copyOf(commit.welcome().orElseThrow());
    passive =
        treeBeside
            ? client.join(MlsMessage.decode(welcome), commit.ratchetTree())
            : client.join(welcome.toByteArray());
    group.listen(passive);
    joined =
        new Entry()
            .struct("key_package", new MlsMessage(keyPackage))
            .hex("signature_priv", raw(keyPackage.leafNode().signatureKey().value()))
            .hex("encryption_priv", raw(keyPackage.leafNode().encryptionKey().value()))
            .hex("init_priv", raw(keyPackage.initKey().value()))
            .hex("welcome", welcome);
    if (treeBeside) {
      joined.hex("ratchet_tree", commit.ratchetTree());
    } else {
      joined.nothing("ratchet_tree");
    }
    joined.hex("initial_epoch_authenticator", passive.epochAuthenticator());
    return this;
  }

  PassiveStory propose(int proposer, Function<ProposalBuilder, byte[]> what) {
    proposals.add(group.propose(proposer, what));
    return this;
  }

  /** A proposal of someone who is no member. */
  PassiveStory proposeFromOutside(byte[] message) {
    proposals.add(group.deliver(message, Optional.empty()));
    return this;
  }

  /** A Commit of what is pending, and more. */
  PassiveStory commit(int committer, UnaryOperator<CommitBuilder> what) {
    return epoch(Bytes.copyOf(group.commit(committer, what).message()));
  }

  /** A Commit of what is pending, with which the pending Adds of these come true. */
  PassiveStory commit(int committer, MlsClient... joiners) {
    PendingCommit commit = group.commit(committer, UnaryOperator.identity());
    for (MlsClient joiner : joiners) {
      group.enter(joiner, joiner.join(commit.welcome().orElseThrow()));
    }
    return epoch(Bytes.copyOf(commit.message()));
  }

  PassiveStory grow(int committer, UnaryOperator<CommitBuilder> also) {
    return epoch(Bytes.copyOf(group.grow(committer, also).message()));
  }

  PassiveStory letIn() {
    return epoch(group.letIn(group.client()));
  }

  PassiveStory resync(int lost) {
    return epoch(group.resync(lost));
  }

  Entry entry() {
    Entry entry =
        Entry.of(group.suite())
            .objects(
                "external_psks",
                group.externalPsks().entrySet().stream().map(PassiveStory::psk).toList());
    return entry.all(joined).objects("epochs", epochs);
  }

  private PassiveStory epoch(Bytes commit) {
    epochs.add(
        new Entry()
            .hexList("proposals", proposals)
            .hex("commit", commit)
            .hex("epoch_authenticator", passive.epochAuthenticator()));
    proposals.clear();
    return this;
  }

  private static Entry psk(Map.Entry<Bytes, Bytes> psk) {
    return new Entry().hex("psk_id", psk.getKey()).hex("psk", psk.getValue());
  }

  private Bytes raw(Bytes publicKey) {
    return group.vault().raw(publicKey);
  }
}
