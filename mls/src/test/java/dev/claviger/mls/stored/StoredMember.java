package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.MlsClientBuilder;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.spi.InMemoryGroupStore;
import dev.claviger.mls.wire.GroupId;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A client whose process may end at any time; vault and store stay. */
final class StoredMember {
  final SoftwareVault vault = SoftwareVault.create();
  final FaultyStore store;
  private final InMemoryGroupStore memory;
  private final String name;
  private final UnaryOperator<MlsClientBuilder> settings;
  MlsClient client;

  StoredMember(String name) {
    this(name, builder -> builder.sendingBlock(4));
  }

  StoredMember(String name, UnaryOperator<MlsClientBuilder> settings) {
    this(name, new InMemoryGroupStore(), settings);
  }

  private StoredMember(
      String name, InMemoryGroupStore behind, UnaryOperator<MlsClientBuilder> settings) {
    this.name = name;
    this.memory = behind;
    this.store = new FaultyStore(behind);
    this.settings = settings;
    this.client = another();
  }

  /** A client of another process over the same vault and store. */
  MlsClient another() {
    return settings
        .apply(TestClients.builder(TestClients.suite(), name, vault).store(store))
        .build();
  }

  /** As after a crash: nothing is closed. */
  Group restart(GroupId groupId) {
    client = another();
    return client.group(groupId).orElseThrow();
  }

  /** What the store keeps its rows in. */
  InMemoryGroupStore memory() {
    return memory;
  }

  Set<KeyRef> keysInVault() {
    return vault.list().stream().map(VaultKey::ref).collect(Collectors.toSet());
  }
}
