package dev.claviger.conformance.bench.stack;

import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.wire.MlsMessage;
import java.util.Optional;
import java.util.function.Function;

/** A client of this build; the signature key outlives its first {@link MlsClient}. */
final class OurClient implements BenchClient {
  private final KeyVault vault;
  private final VaultKey signatureKey;
  private final Optional<GroupStore> store;
  private final Function<VaultKey, MlsClient> maker;
  private MlsClient client;

  OurClient(
      KeyVault vault,
      VaultKey signatureKey,
      Optional<GroupStore> store,
      Function<VaultKey, MlsClient> maker) {
    this.vault = vault;
    this.signatureKey = signatureKey;
    this.store = store;
    this.maker = maker;
    this.client = maker.apply(signatureKey);
  }

  @Override
  public byte[] keyPackage() {
    return new MlsMessage(client.keyPackage()).encode().toByteArray();
  }

  @Override
  public BenchMember create() {
    return new OurMember(client.createGroup());
  }

  @Override
  public BenchMember join(byte[] welcome) {
    return new OurMember(client.join(welcome));
  }

  @Override
  public BenchMember joinExternally(byte[] groupInfo) {
    return new OurMember(client.joinExternally(groupInfo).accept());
  }

  @Override
  public void forget() {
    if (store.isEmpty()) {
      throw new NotOfferedException("nothing is stored");
    }
    client.close();
  }

  @Override
  public BenchMember reopen() {
    client = maker.apply(signatureKey);
    return new OurMember(client.group(client.groupIds().get(0)).orElseThrow());
  }

  @Override
  public void close() {
    if (store.isPresent()) {
      client.groupIds().forEach(id -> client.group(id).orElseThrow().delete());
    }
    client.close();
    vault.destroy(signatureKey.ref());
    store.ifPresent(GroupStore::close);
  }
}
