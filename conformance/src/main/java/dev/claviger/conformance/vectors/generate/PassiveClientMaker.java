package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A member that joins a group and follows it through so many Commits of the others. */
final class PassiveClientMaker implements Maker.OfSuite {
  /** Members who are there before; the one in question is the last to come. */
  private static final int BEFORE = 2;

  private static final int MOST_MEMBERS = 5;

  /** A long story is told once a suite, for the size of the files. */
  private static final int FEW = 2;

  private final int epochs;

  PassiveClientMaker(int epochs) {
    this.epochs = epochs;
  }

  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    Entry withPath = new Scenario(suite, random).entry(c -> c.update());
    return epochs > FEW
        ? Stream.of(withPath)
        : Stream.of(withPath, new Scenario(suite, random).entry(UnaryOperator.identity()));
  }

  private final class Scenario {
    private final SeededGroup group;
    private final SeededRandom random;
    private Group passive;

    Scenario(CipherSuite suite, SeededRandom random) {
      this.random = random;
      this.group = new SeededGroup(suite, random);
      while (group.size() < BEFORE) {
        group.grow(0, c -> c.update());
      }
    }

    Entry entry(UnaryOperator<dev.claviger.mls.CommitBuilder> also) {
      MlsClient client = group.client();
      KeyPackage keyPackage = client.keyPackage();
      PendingCommit commit = group.commit(1, c -> also.apply(c.add(keyPackage)));
      Bytes welcome = Bytes.copyOf(commit.welcome().orElseThrow());
      passive = client.join(welcome.toByteArray());
      Entry entry =
          Entry.of(group.suite())
              .objects("external_psks", List.of())
              .struct("key_package", new MlsMessage(keyPackage))
              .hex("signature_priv", raw(keyPackage.leafNode().signatureKey().value()))
              .hex("encryption_priv", raw(keyPackage.leafNode().encryptionKey().value()))
              .hex("init_priv", raw(keyPackage.initKey().value()))
              .hex("welcome", welcome)
              .nothing("ratchet_tree")
              .hex("initial_epoch_authenticator", passive.epochAuthenticator());
      List<Entry> followed = new ArrayList<>();
      for (int i = 0; i < epochs; i++) {
        followed.add(epoch(i));
      }
      return entry.objects("epochs", followed);
    }

    /** Someone else adds, removes or just renews; the passive member is where it was. */
    private Entry epoch(int number) {
      int committer = random.nextInt(group.size());
      PendingCommit commit =
          switch (number % 4) {
            case 0 -> group.commit(committer, UnaryOperator.identity());
            case 1 -> grow(committer);
            case 2 -> shrink(committer);
            default -> group.commit(committer, UnaryOperator.identity());
          };
      passive.process(commit.message());
      return new Entry()
          .hexList("proposals", List.of())
          .hex("commit", Bytes.copyOf(commit.message()))
          .hex("epoch_authenticator", passive.epochAuthenticator());
    }

    private PendingCommit grow(int committer) {
      return group.size() < MOST_MEMBERS
          ? group.grow(committer, UnaryOperator.identity())
          : group.commit(committer, UnaryOperator.identity());
    }

    private PendingCommit shrink(int committer) {
      Group removed = group.member((committer + 1) % group.size());
      return group.commit(committer, c -> c.remove(removed.epoch().self()));
    }

    private Bytes raw(Bytes publicKey) {
      return group.vault().raw(publicKey);
    }
  }
}
