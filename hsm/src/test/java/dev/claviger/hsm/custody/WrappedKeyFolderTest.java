package dev.claviger.hsm.custody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappedKeyFolderTest {
  @TempDir private Path folder;

  @Test
  void rows_outliveTheProcess_underTheSameName() {
    String name;
    try (WrappedKeyFolder store = open()) {
      name = store.name();
      store.put(row(1));
      store.put(row(2));
      assertTrue(store.remove(row(2).ref()));
      assertFalse(store.remove(row(2).ref()));
    }
    try (WrappedKeyFolder store = open()) {
      assertEquals(name, store.name());
      assertEquals(List.of(row(1)), store.list());
      assertEquals(Optional.of(row(1)), store.find(row(1).ref()));
      assertTrue(store.find(row(2).ref()).isEmpty());
    }
  }

  @Test
  void row_isPutOnce_andReplacedOnlyAsItIs() {
    try (WrappedKeyFolder store = open()) {
      WrappedKey next = row(1).rewrapped(Bytes.fromHex("02"), 2, Bytes.fromHex("22"));
      assertFalse(store.replace(row(1), next));
      assertTrue(store.list().isEmpty());
      store.put(row(1));
      assertThrows(VaultException.class, () -> store.put(next));
      assertTrue(store.replace(row(1), next));
      assertFalse(store.replace(row(1), next));
      assertEquals(List.of(next), store.list());
    }
  }

  @Test
  void folderInUse_isRefused_untilItIsClosed() {
    WrappedKeyFolder store = open();
    assertThrows(VaultException.class, this::open);
    store.close();
    open().close();
  }

  @Test
  void changedFile_isATypedError() throws IOException {
    try (WrappedKeyFolder store = open()) {
      store.put(row(1));
      Path file = fileOf(row(1));
      String text = Files.readString(file);
      for (String bad :
          List.of(
              "",
              text + "more=1\n",
              text + "blob=00\n",
              text.replace("blob=", "blub="),
              text.replace("0x210a", "x"),
              text.replace("LEAF", "SIGNATURE"),
              text.replace("blob=", "blob=0"),
              text.replace("wrapped:1", "wrapped:2"))) {
        Files.writeString(file, bad);
        assertThrows(WrappedKeyException.class, () -> store.find(row(1).ref()), bad);
      }
    }
  }

  private Path fileOf(WrappedKey row) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.toString().endsWith(".key"))
          .findFirst()
          .orElseThrow(() -> new AssertionError(row));
    }
  }

  private WrappedKeyFolder open() {
    return WrappedKeyFolder.open(folder, true);
  }

  private static WrappedKey row(int number) {
    return new WrappedKey(
        KeyRef.of("wrapped:" + number),
        KeyPurpose.LEAF,
        KemId.DHKEM_P256_HKDF_SHA256,
        Bytes.fromHex("04aa"),
        Bytes.fromHex("01"),
        0x210A,
        Bytes.fromHex("1122"));
  }
}
