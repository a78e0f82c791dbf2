package dev.claviger.mls;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.vectors.Vectors;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.KeyPackage;
import java.util.List;

/** Clients for tests, each with a vault of its own unless told otherwise. */
public final class TestClients {
  private TestClients() {}

  public static List<CipherSuite> suites() {
    return CipherSuiteId.rfc9420().stream().map(id -> Vectors.suite(id.value())).toList();
  }

  /** The fastest suite, for tests in which the suite does not matter. */
  public static CipherSuite suite() {
    return Vectors.suite(2);
  }

  public static MlsClientBuilder builder(CipherSuite suite, String name, KeyVault vault) {
    return MlsClient.builder().suite(suite).credential(Credential.basic(name)).vault(vault);
  }

  public static MlsClient client(CipherSuite suite, String name) {
    return builder(suite, name, SoftwareVault.create()).build();
  }

  public static MlsClient client(String name) {
    return client(suite(), name);
  }

  /** Adds clients with a path and lets everybody in; the other members process the Commit. */
  public static List<Group> add(Group group, List<Group> others, MlsClient... joiners) {
    List<KeyPackage> keyPackages =
        java.util.Arrays.stream(joiners).map(MlsClient::keyPackage).toList();
    PendingCommit commit = group.commit().add(keyPackages).update().build();
    others.forEach(other -> other.process(commit.message()));
    commit.accept();
    byte[] welcome = commit.welcome().orElseThrow();
    return java.util.Arrays.stream(joiners).map(joiner -> joiner.join(welcome)).toList();
  }
}
