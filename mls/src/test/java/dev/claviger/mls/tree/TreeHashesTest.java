package dev.claviger.mls.tree;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.Bytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeHashesTest {
  private static final int LONGEST = 300;
  private static final int HASH = 32;

  /** Beside arrays that are copied whole. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void copiesOfCopies_areLikeArrays(int seed) {
    Random random = new Random(seed);
    Bytes[] array = new Bytes[LONGEST];
    TreeHashes hashes = TreeHashes.unknown(HASH, LONGEST);
    for (int epoch = 0; epoch < 200; epoch++) {
      hashes.seal();
      Bytes[] before = array;
      TreeHashes sealed = hashes;
      int length = 1 + random.nextInt(LONGEST);
      array = Arrays.copyOf(before, length);
      hashes = sealed.copy(length);
      for (int i = random.nextInt(40); i > 0; i--) {
        change(array, hashes, random);
      }
      assertAlike(before, sealed);
      assertAlike(array, hashes);
    }
  }

  @Test
  void sealed_isNotChanged() {
    TreeHashes hashes = TreeHashes.unknown(HASH, 3);
    Bytes hash = Bytes.wrap(new byte[HASH]);
    hashes.set(1, hash);
    hashes.seal();

    assertAll(
        () -> assertThrows(IllegalStateException.class, () -> hashes.set(2, hash)),
        () -> assertThrows(IllegalStateException.class, () -> hashes.forget(1)),
        () -> assertAlike(new Bytes[] {null, hash, null}, hashes));
  }

  private static void change(Bytes[] array, TreeHashes hashes, Random random) {
    int at = random.nextInt(array.length);
    if (random.nextInt(3) == 0) {
      array[at] = null;
      hashes.forget(at);
    } else {
      byte[] hash = new byte[HASH];
      random.nextBytes(hash);
      array[at] = Bytes.wrap(hash);
      hashes.set(at, array[at]);
    }
  }

  private static void assertAlike(Bytes[] array, TreeHashes hashes) {
    for (int i = 0; i < array.length; i++) {
      assertEquals(array[i], hashes.get(i));
    }
  }
}
