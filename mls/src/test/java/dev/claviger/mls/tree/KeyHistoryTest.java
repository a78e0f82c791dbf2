package dev.claviger.mls.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyHistoryTest {
  private static final int KEYS = 20_000;
  private static final int KEY_LENGTH = 32;

  /** Two fingerprints among these are equal by chance once in many runs, ten never. */
  private static final int MOST_MISTAKEN = 10;

  private final Random random = new Random(1);
  private final KeyHistory history = new KeyHistory();

  @Test
  void whatWasAdded_isNeverTakenForNew() {
    List<Bytes> keys = keys();
    keys.forEach(history::add);
    assertTrue(keys.stream().allMatch(this::mayBeThere));
    int count = history.count();
    assertTrue(keys.stream().noneMatch(history::add));
    assertEquals(count, history.count());
  }

  @Test
  void whatIsNew_isHardlyEverTakenForKnown() {
    long added = keys().stream().filter(history::add).count();
    assertTrue(added > KEYS - MOST_MISTAKEN, added + " of " + KEYS);
    long mistaken = keys().stream().filter(this::mayBeThere).count();
    assertTrue(mistaken < MOST_MISTAKEN, mistaken + " of " + KEYS);
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertFalse(mayBeThere(Bytes.empty()));
    assertTrue(history.add(Bytes.empty()));
    assertTrue(mayBeThere(Bytes.empty()));
  }

  @Test
  void oneThatIsKnown_isFoundAmongOthers() {
    List<Bytes> keys = keys().subList(0, 3);
    assertFalse(history.mayContainAny(keys));
    history.add(keys.get(1));
    assertTrue(history.mayContainAny(keys));
    assertFalse(history.mayContainAny(List.of()));
  }

  private boolean mayBeThere(Bytes key) {
    return history.mayContainAny(List.of(key));
  }

  private List<Bytes> keys() {
    List<Bytes> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      byte[] key = new byte[KEY_LENGTH];
      random.nextBytes(key);
      keys.add(Bytes.wrap(key));
    }
    return keys;
  }
}
