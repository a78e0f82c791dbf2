package dev.claviger.conformance.bench.stack;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.primitive.Primitive;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.wire.Credential;
import dev.claviger.provider.MlsProvider;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** This build: clients over some vault and, if there is one, a store for each. */
public final class OurStack implements BenchStack {
  private final String name;
  private final Surroundings surroundings;

  /**
   * @param name for a row
   */
  public OurStack(String name, Surroundings surroundings) {
    this.name = name;
    this.surroundings = surroundings;
  }

  /** Software keys, and all state in memory. */
  public static OurStack inMemory() {
    return new OurStack("claviger", Surroundings.MEMORY);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    Primitives primitives = Primitives.of(MlsProvider.standard());
    TreeSet<String> backends =
        Primitive.all().stream()
            .map(primitive -> primitives.choice(primitive).backend())
            .collect(Collectors.toCollection(TreeSet::new));
    return surroundings.description() + ", primitives of " + String.join(", ", backends);
  }

  @Override
  public BenchClient client(CipherSuiteId id, String who) {
    CipherSuite suite = Engine.suite(id);
    KeyVault vault = surroundings.vault();
    Optional<GroupStore> store = surroundings.newStore();
    return new OurClient(
        vault,
        vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme()),
        store,
        key -> {
          MlsClientBuilder builder =
              MlsClient.builder()
                  .suite(suite)
                  .credential(Credential.basic(who))
                  .vault(vault)
                  .signatureKey(key);
          store.ifPresent(builder::store);
          return builder.build();
        });
  }

  @Override
  public Usage usage() {
    return surroundings.usage();
  }

  @Override
  public void close() {
    surroundings.close();
  }
}
