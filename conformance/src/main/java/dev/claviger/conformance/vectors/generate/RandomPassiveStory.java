package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.ProposalBuilder;
import java.util.ArrayList;
import java.util.List;

/** A passive member to whose group all kinds of things happen at random. */
final class RandomPassiveStory {
  private static final int EPOCHS = 10;
  private static final int FEWEST = 3;
  private static final int MOST = 6;
  private static final int KEPT_EPOCHS = 3;

  private final SeededRandom random;
  private final PassiveStory story;
  private final SeededGroup group;
  private final List<MlsClient> invited = new ArrayList<>();

  /** The epoch since which nobody has come: all have its resumption PSK. */
  private long complete;

  /** Whether members may be added in this epoch. If not, the past may be resumed: they lack it. */
  private boolean welcoming;

  RandomPassiveStory(CipherSuite suite, SeededRandom random) {
    this.random = random;
    this.story = PassiveClientMaker.publicly(suite, random, FEWEST);
    this.group = story.group();
    Bytes psk = group.newPsk();
    story.join(random.nextBoolean(), c -> c.psk(psk).update());
    this.complete = epoch();
  }

  Entry entry() {
    for (int i = 0; i < EPOCHS; i++) {
      welcoming = random.nextBoolean();
      int proposals = random.nextInt(3);
      for (int proposal = 0; proposal < proposals; proposal++) {
        story.propose(anyone(), this::anything);
      }
      end();
      invited.clear();
    }
    return story.entry();
  }

  /** The epoch ends by someone's Commit, or by someone who comes from outside. */
  private void end() {
    int dice = random.nextInt(6);
    if (dice == 0 && group.size() < MOST) {
      story.letIn();
    } else if (dice == 1) {
      story.resync(anyone());
    } else if (dice == 2 && welcoming && invited.isEmpty() && group.size() < MOST) {
      story.grow(anyone(), this::more);
    } else {
      story.commit(anyone(), invited.toArray(MlsClient[]::new));
      if (invited.isEmpty()) {
        return;
      }
    }
    complete = epoch();
  }

  private byte[] anything(ProposalBuilder proposal) {
    return switch (random.nextInt(6)) {
      case 0 -> add(proposal);
      case 1 -> remove(proposal);
      case 2 -> proposal.psk(group.newPsk());
      case 3 -> resume(proposal);
      case 4 -> proposal.extensions(List.of(PassiveClientMaker.extension(group.suite())));
      default -> proposal.update();
    };
  }

  private byte[] add(ProposalBuilder proposal) {
    if (!welcoming || group.size() + invited.size() >= MOST) {
      return proposal.update();
    }
    MlsClient joiner = group.client();
    invited.add(joiner);
    return proposal.add(joiner.keyPackage());
  }

  private byte[] resume(ProposalBuilder proposal) {
    return welcoming
        ? proposal.update()
        : proposal.resumptionPsk(Math.max(complete, epoch() - random.nextInt(KEPT_EPOCHS)));
  }

  private byte[] remove(ProposalBuilder proposal) {
    return group.size() > FEWEST
        ? proposal.remove(PassiveClientMaker.member(group, anyone()))
        : proposal.update();
  }

  private CommitBuilder more(CommitBuilder commit) {
    return random.nextBoolean() ? commit.psk(group.newPsk()) : commit.update();
  }

  private long epoch() {
    return PassiveClientMaker.epoch(group);
  }

  private int anyone() {
    return random.nextInt(group.size());
  }
}
