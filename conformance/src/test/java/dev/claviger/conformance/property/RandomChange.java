package dev.claviger.conformance.property;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Member;
import dev.claviger.mls.PendingProposal;
import dev.claviger.mls.ProposalBuilder;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.Remove;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** What a proposal or a Commit is to change, by chance; all of it is valid where it is made. */
final class RandomChange {
  /** Of how many epochs a client keeps the resumption PSK. */
  private static final int KEPT_EPOCHS = 4;

  private final Random random;
  private final int fewest;
  private final int most;
  private final Supplier<KeyPackage> newcomer;
  private final Set<Bytes> psks;

  /**
   * @param newcomer invites someone new
   * @param psks the names of the external PSKs, to which this adds
   */
  RandomChange(
      Random random, int fewest, int most, Supplier<KeyPackage> newcomer, Set<Bytes> psks) {
    this.random = random;
    this.fewest = fewest;
    this.most = most;
    this.newcomer = newcomer;
    this.psks = psks;
  }

  byte[] propose(Peer peer) {
    ProposalBuilder proposal = peer.group().propose();
    int size = peer.group().members().size();
    return switch (random.nextInt(9)) {
      case 0, 1 -> size < most ? proposal.add(newcomer.get()) : proposal.update();
      case 2 -> size > fewest ? proposal.remove(other(peer)) : proposal.update();
      case 3 -> proposal.psk(psk(peer));
      case 4 -> proposal.resumptionPsk(pastEpoch(peer));
      case 5 -> proposal.extensions(extensions());
      case 6 -> proposal.update(peer.newSignatureKey());
      default -> proposal.update();
    };
  }

  void commit(CommitBuilder commit, Peer peer) {
    int size = sizeWithPending(peer);
    if (size < fewest || size > most) {
      commit.withoutPending();
      size = peer.group().members().size();
    }
    int dice = random.nextInt(8);
    if (dice < 2 && size < most) {
      commit.add(newcomer.get());
    } else if (dice < 4 && size > fewest) {
      commit.remove(other(peer));
    } else if (dice == 4) {
      commit.psk(psk(peer));
    } else if (dice == 5) {
      commit.resumptionPsk(pastEpoch(peer));
    } else if (dice == 6) {
      commit.extensions(extensions());
    }
    if (random.nextInt(4) == 0) {
      commit.rotate(peer.newSignatureKey());
    } else if (random.nextBoolean()) {
      commit.update();
    }
  }

  static String nameOf(Member member) {
    return member.credential() instanceof Credential.Basic basic
        ? new String(basic.identity().toByteArray(), StandardCharsets.UTF_8)
        : "";
  }

  private static int sizeWithPending(Peer peer) {
    int size = peer.group().members().size();
    for (PendingProposal pending : peer.group().pendingProposals()) {
      if (pending.proposal() instanceof Add) {
        size++;
      } else if (pending.proposal() instanceof Remove) {
        size--;
      }
    }
    return size;
  }

  private Member other(Peer peer) {
    List<Member> others =
        peer.group().members().stream()
            .filter(member -> !nameOf(member).equals(peer.name()))
            .toList();
    return others.get(random.nextInt(others.size()));
  }

  private Bytes psk(Peer peer) {
    Bytes name = Bytes.utf8("psk " + psks.size());
    psks.add(name);
    peer.learn(psks);
    return name;
  }

  private long pastEpoch(Peer peer) {
    return Math.max(peer.since(), peer.epoch() - random.nextInt(KEPT_EPOCHS));
  }

  private List<Extension> extensions() {
    return random.nextBoolean()
        ? List.of()
        : List.of(new Extension(Peer.EXTENSION, Bytes.utf8("content " + random.nextInt())));
  }
}
