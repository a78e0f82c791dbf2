package dev.claviger.keystore.sealed;

import dev.claviger.keystore.contract.GroupStoreContract;
import dev.claviger.mls.spi.GroupStore;

final class PostgresGroupStoreTest extends GroupStoreContract {
  private final Counter counter = new Counter();
  private String url;

  @Override
  protected GroupStore open() {
    if (url == null) {
      url = Postgres.require().newDatabase();
    }
    return Postgres.open(url, Keys.FIRST);
  }

  @Override
  protected void findRestored() {
    counter.findRestored((SealedGroupStore) store);
  }
}
