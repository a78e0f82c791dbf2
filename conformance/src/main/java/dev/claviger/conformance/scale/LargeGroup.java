package dev.claviger.conformance.scale;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.KeyPackage;
import java.util.ArrayList;
import java.util.List;

/**
 * A group of many members, of whom two exist: its creator and the last who was added. All others
 * have left a KeyPackage and are gone.
 */
public final class LargeGroup implements AutoCloseable {
  private final CipherSuite suite;
  private final MlsClient creatorClient;
  private final MlsClient joinerClient;
  private final List<KeyPackage> keyPackages = new ArrayList<>();
  private final Group creator;

  private LargeGroup(CipherSuite suite, int members) {
    this.suite = suite;
    this.creatorClient = client("member 0");
    this.creator = creatorClient.createGroup();
    for (int i = 1; i < members - 1; i++) {
      try (MlsClient passing = client("member " + i)) {
        keyPackages.add(passing.keyPackage());
      }
    }
    this.joinerClient = client("member " + (members - 1));
    keyPackages.add(joinerClient.keyPackage());
  }

  /**
   * The KeyPackages of a group that is not built yet.
   *
   * @throws IllegalArgumentException if the group has less than two members
   */
  public static LargeGroup of(CipherSuite suite, int members) {
    if (members < 2) {
      throw new IllegalArgumentException("a group of " + members + " has no second member");
    }
    return new LargeGroup(suite, members);
  }

  public Group creator() {
    return creator;
  }

  /** One Commit that adds all, with a path. */
  public PendingCommit build() {
    PendingCommit commit = creator.commit().add(keyPackages).update().build();
    keyPackages.clear();
    return commit;
  }

  /** The last member joins. */
  public Group join(byte[] welcome) {
    return joinerClient.join(welcome);
  }

  @Override
  public void close() {
    creatorClient.close();
    joinerClient.close();
  }

  private MlsClient client(String name) {
    return MlsClient.builder()
        .suite(suite)
        .credential(Credential.basic(name))
        .vault(SoftwareVault.create())
        .build();
  }
}
