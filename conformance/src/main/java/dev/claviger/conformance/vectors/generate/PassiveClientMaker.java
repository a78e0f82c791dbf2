package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Member;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.ExternalSenders;
import dev.claviger.mls.wire.Remove;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Members that join groups and follow them (the three files of passive-client). */
final class PassiveClientMaker {
  private static final UnaryOperator<CommitBuilder> NOTHING = UnaryOperator.identity();

  private PassiveClientMaker() {}

  /** Joining with and without path, PSK, and tree inside. */
  static Stream<Entry> welcome(CipherSuite suite, SeededRandom random) {
    return Stream.of(
        publicly(suite, random, 2).join(false, NOTHING).entry(),
        publicly(suite, random, 3).join(true, CommitBuilder::update).entry(),
        withPsk(publicly(suite, random, 3), false).entry(),
        withPsk(privately(suite, random, 2), true).entry());
  }

  /** Commits of all kinds: by value in PublicMessages, by reference in PrivateMessages. */
  static Stream<Entry> handlingCommit(CipherSuite suite, SeededRandom random) {
    return Stream.of(byValue(suite, random), byReference(suite, random));
  }

  /** A longer story that chance tells. */
  static Stream<Entry> random(CipherSuite suite, SeededRandom random) {
    return Stream.of(new RandomPassiveStory(suite, random).entry());
  }

  static PassiveStory publicly(CipherSuite suite, SeededRandom random, int members) {
    return new PassiveStory(suite, random, MlsClientBuilder::publicHandshakes, members);
  }

  static PassiveStory privately(CipherSuite suite, SeededRandom random, int members) {
    return new PassiveStory(suite, random, UnaryOperator.identity(), members);
  }

  private static PassiveStory withPsk(PassiveStory story, boolean treeBeside) {
    Bytes psk = story.group().newPsk();
    return story.join(treeBeside, c -> c.psk(psk).update());
  }

  private static Entry byValue(CipherSuite suite, SeededRandom random) {
    PassiveStory story = publicly(suite, random, 3);
    SeededGroup group = story.group();
    Bytes psk = group.newPsk();
    story.join(false, CommitBuilder::update);
    long joined = epoch(group);
    return story
        .commit(1, NOTHING)
        .commit(0, c -> c.psk(psk).resumptionPsk(joined))
        .grow(2, NOTHING)
        .commit(3, c -> c.remove(member(group, 1)))
        .grow(1, CommitBuilder::update)
        .letIn()
        .resync(1)
        .commit(2, c -> c.extensions(List.of(extension(suite))))
        .entry();
  }

  private static Entry byReference(CipherSuite suite, SeededRandom random) {
    PassiveStory story = privately(suite, random, 3);
    SeededGroup group = story.group();
    VaultKey outsider = group.signatureKey();
    ExternalSender sender =
        new ExternalSender(outsider.asSignatureKeyPair().publicKey(), Credential.basic("outsider"));
    Bytes psk = group.newPsk();
    story.join(true, CommitBuilder::update);
    long joined = epoch(group);
    MlsClient added = group.client();
    story
        .propose(0, p -> p.update())
        .propose(1, p -> p.update())
        .commit(2)
        .propose(0, p -> p.psk(psk))
        .propose(1, p -> p.resumptionPsk(joined))
        .commit(2)
        .propose(1, p -> p.add(added.keyPackage()))
        .propose(2, p -> p.extensions(List.of(new ExternalSenders(List.of(sender)).toExtension())))
        .commit(0, added)
        .propose(1, p -> p.remove(member(group, 0)))
        .commit(2);
    MlsClient proposed = group.client();
    MlsClient applicant = group.client();
    return story
        .proposeFromOutside(
            group.seenFromOutside().propose(new Add(proposed.keyPackage()), outsider))
        .proposeFromOutside(applicant.proposeSelf(group.member(0).groupInfo(false)))
        .commit(0, proposed, applicant)
        .proposeFromOutside(
            group.seenFromOutside().propose(new Remove(member(group, 1).index()), outsider))
        .letIn()
        .commit(0, NOTHING)
        .entry();
  }

  static long epoch(SeededGroup group) {
    return group.member(0).epoch().number();
  }

  static Member member(SeededGroup group, int at) {
    return group.member(at).epoch().self();
  }

  static Extension extension(CipherSuite suite) {
    return new Extension(SeededGroup.PRIVATE_USE, suite.randomBytes(8));
  }
}
