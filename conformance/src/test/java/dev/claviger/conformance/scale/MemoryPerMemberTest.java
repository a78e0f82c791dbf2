package dev.claviger.conformance.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.spi.PastEpochs;
import dev.claviger.mls.wire.Credential;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a member's state holds for each other member; 2 KiB is the limit, the public leaf apart. */
final class MemoryPerMemberTest {
  private static final int KIBI = 1024;
  private static final int FEW = 8;

  private final CipherSuite suite = Engine.suite(new CipherSuiteId(1));

  @Test
  void stateAfterJoining_isAtMostTwiceThePublicTree_andLinear() {
    Size ofHundred = afterJoining(100);
    Size ofThousand = afterJoining(1000);
    System.out.printf(
        "a member's state: %,d bytes of 100, %,d of 1,000; the tree as it travels: %,d and %,d%n",
        ofHundred.retained(), ofThousand.retained(), ofHundred.tree(), ofThousand.tree());
    assertTrue(ofThousand.retained() <= 2 * ofThousand.tree(), ofThousand::toString);
    assertTrue(
        ofThousand.retained() < 10 * ofHundred.retained(),
        "the fixed part counts less in the larger group");
  }

  /**
   * The worst case: no blank node, and in the current epoch and all that are kept everyone spoke.
   */
  @Test
  void stateOfABusyGroup_isLessThanTwoKibibytesAMember() {
    long perMember = (busy(2 * FEW) - busy(FEW)) / FEW;
    System.out.printf("a busy member's state: %,d bytes more for each other member%n", perMember);
    assertTrue(perMember < 2 * KIBI, () -> perMember + " bytes");
  }

  private Size afterJoining(int members) {
    try (LargeGroup group = LargeGroup.of(suite, members)) {
      PendingCommit add = group.build();
      add.accept();
      byte[] welcome = add.welcome().orElseThrow();
      Group joined = group.join(welcome);
      assertEquals(members, joined.members().size());
      return Size.of(joined);
    }
  }

  private long busy(int members) {
    KeyVault vault = SoftwareVault.create();
    List<MlsClient> clients = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      clients.add(
          MlsClient.builder()
              .suite(suite)
              .credential(Credential.basic("member " + i))
              .vault(vault)
              .build());
    }
    List<Group> groups = new ArrayList<>(List.of(clients.get(0).createGroup()));
    PendingCommit add =
        groups
            .get(0)
            .commit()
            .add(clients.stream().skip(1).map(MlsClient::keyPackage).toList())
            .build();
    add.accept();
    clients.stream().skip(1).forEach(c -> groups.add(c.join(add.welcome().orElseThrow())));
    groups.forEach(committer -> commit(committer, groups));
    for (int epoch = 0; epoch <= PastEpochs.DEFAULT.count(); epoch++) {
      commit(groups.get(epoch), groups);
      groups.forEach(speaker -> speak(speaker, groups));
    }
    Size size = Size.of(groups.get(members / 2));
    clients.forEach(MlsClient::close);
    return size.retained() - size.tree();
  }

  private static void commit(Group committer, List<Group> groups) {
    PendingCommit commit = committer.commit().build();
    groups.stream().filter(g -> g != committer).forEach(g -> g.process(commit.message()));
    commit.accept();
  }

  private static void speak(Group speaker, List<Group> groups) {
    byte[] message = speaker.protect("hello");
    groups.stream().filter(g -> g != speaker).forEach(g -> g.process(message));
  }

  private record Size(long retained, long tree) {
    static Size of(Group group) {
      return new Size(RetainedSize.of(group), group.ratchetTree().length());
    }
  }
}
