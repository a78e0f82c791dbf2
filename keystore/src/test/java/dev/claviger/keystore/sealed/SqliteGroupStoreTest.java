package dev.claviger.keystore.sealed;

import dev.claviger.keystore.contract.GroupStoreContract;
import dev.claviger.mls.spi.GroupStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteGroupStoreTest extends GroupStoreContract {
  private final Counter counter = new Counter();
  @TempDir Path folder;

  @Override
  protected GroupStore open() {
    return SqliteGroupStore.open(folder.resolve("groups.sqlite"), Keys.FIRST);
  }

  @Override
  protected void findRestored() {
    counter.findRestored((SealedGroupStore) store);
  }
}
