package dev.claviger.conformance.survival;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.spi.InMemoryGroupStore;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.GroupId;

/** Another member, in a process that lives, with a store that can be looked into. */
final class Witness {
  /** Kind 2 of docs/state.md: it begins with {@code opaque sender_data_secret<V>}. */
  private static final RowKey SECRETS = new RowKey(2, 0, 0);

  private final InMemoryGroupStore store = new InMemoryGroupStore();
  private final MlsClient client;
  private Group group;

  Witness(CipherSuite suite, String name) {
    this.client =
        MlsClient.builder()
            .suite(suite)
            .credential(Credential.basic(name))
            .vault(SoftwareVault.create())
            .store(store)
            .build();
  }

  MlsClient client() {
    return client;
  }

  Group create(GroupId groupId) {
    group = client.createGroup(groupId);
    return group;
  }

  void join(byte[] welcome) {
    group = client.join(welcome);
  }

  Group group() {
    return group;
  }

  int leaf() {
    return group.epoch().self().index().value();
  }

  /** Of the current epoch. */
  Secret senderDataSecret() {
    StoreScope scope = new StoreScope(StoreScope.Kind.GROUP, group.groupId().value());
    return store.transact(
        java.util.List.of(scope),
        transaction -> {
          try (Secret row = transaction.row(scope, SECRETS).orElseThrow()) {
            return TlsReader.decode(
                row,
                "StoredSecrets",
                r -> {
                  Secret first = r.secret("sender_data_secret");
                  while (r.remaining() > 0) {
                    r.secret("another").destroy();
                  }
                  return first;
                });
          }
        });
  }
}
