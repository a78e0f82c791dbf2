package dev.claviger.keystore.sealed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.keystore.sealing.PassphraseCost;
import dev.claviger.keystore.sealing.PassphraseSealingKeys;
import dev.claviger.keystore.sealing.SealingKeys;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store under the sealing keys that software vaults are sealed under too. */
final class SealingKeysOfStoreTest {
  private static final SealingKeys FIRST = passphrase("correct horse");
  private static final SealingKeys SECOND = passphrase("battery staple");
  private static final StoreScope GROUP =
      new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("group"));
  private static final RowKey ROW = new RowKey(1, 0, 0);

  @TempDir Path folder;

  private static SealingKeys passphrase(String text) {
    return PassphraseSealingKeys.of(() -> Optional.of(text.toCharArray()))
        .costing(new PassphraseCost(64, 1, 1));
  }

  private SealedGroupStore open(SealingKeys keys) {
    return SqliteGroupStore.open(folder.resolve("groups.db"), keys.aead());
  }

  private void write() {
    try (SealedGroupStore store = open(FIRST)) {
      SealedStoreContract.put(store, GROUP, ROW, "a row");
    }
  }

  private void assertReadable(SealingKeys keys) {
    try (SealedGroupStore store = open(keys)) {
      assertEquals(Map.of(ROW, "a row"), SealedStoreContract.rows(store, GROUP));
    }
  }

  @Test
  void isOpenedByThePassphraseThatSealedIt() {
    write();
    assertReadable(FIRST);
    SealingKeyException refused = assertThrows(SealingKeyException.class, () -> open(SECOND));
    assertTrue(refused.getMessage().contains("another key"), refused.getMessage());
    assertReadable(FIRST);
  }

  @Test
  void isResealedUnderAnotherPassphrase() {
    write();
    Path file = folder.resolve("groups.db");
    try (SealedGroupStore store = SqliteGroupStore.open(file, SECOND.aead(), FIRST.aead())) {
      store.reseal(SECOND.aead(), (done, total) -> {});
    }
    assertReadable(SECOND);
    assertThrows(SealingKeyException.class, () -> open(FIRST));
  }

  @Test
  void namesTheKeyInClearAndAuthenticated() throws Exception {
    byte[] data = {1, 2, 3};
    byte[] associated = {4};
    byte[] sealed = FIRST.aead().encrypt(data, associated);
    assertTrue(
        new String(sealed, java.nio.charset.StandardCharsets.US_ASCII).contains("argon2id:"));
    assertEquals(Bytes.copyOf(data), Bytes.copyOf(FIRST.aead().decrypt(sealed, associated)));
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThrows(
          java.security.GeneralSecurityException.class,
          () -> FIRST.aead().decrypt(changed, associated));
    }
  }

  @Test
  void takesThePassphraseOfAnOwnersFile() throws Exception {
    Path file = folder.resolve("passphrase");
    Files.writeString(file, "correct horse\n");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    write();
    assertReadable(PassphraseSealingKeys.of(file));
  }
}
