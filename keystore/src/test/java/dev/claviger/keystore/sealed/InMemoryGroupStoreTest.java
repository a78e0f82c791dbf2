package dev.claviger.keystore.sealed;

import dev.claviger.keystore.contract.GroupStoreContract;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.InMemoryGroupStore;

final class InMemoryGroupStoreTest extends GroupStoreContract {
  private final InMemoryGroupStore memory = new InMemoryGroupStore();

  @Override
  protected GroupStore open() {
    return memory;
  }

  @Override
  protected void findRestored() {
    memory.foundRestored();
  }
}
