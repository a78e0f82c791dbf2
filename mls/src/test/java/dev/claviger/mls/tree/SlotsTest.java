package dev.claviger.mls.tree;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsTest {
  private static final int LONGEST = 300;

  /** Beside arrays that are copied whole. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void copiesOfCopies_areLikeArrays(int seed) {
    Random random = new Random(seed);
    String[] array = new String[LONGEST];
    Slots<String> slots = Slots.blank(LONGEST);
    for (int epoch = 0; epoch < 200; epoch++) {
      slots.seal();
      String[] before = array;
      Slots<String> sealed = slots;
      int length = 1 + random.nextInt(LONGEST);
      array = Arrays.copyOf(before, length);
      slots = sealed.copy(length);
      for (int i = random.nextInt(40); i > 0; i--) {
        int at = random.nextInt(length);
        array[at] = random.nextInt(3) == 0 ? null : "epoch " + epoch + " slot " + at;
        slots.set(at, array[at]);
      }
      assertAlike(before, sealed);
      assertAlike(array, slots);
      assertEquals(differences(array, before), differences(slots, sealed));
      assertBlanksAlike(array, slots, random);
    }
  }

  @Test
  void set_whenSealed_isRefused() {
    Slots<String> slots = Slots.blank(3);
    slots.seal();

    assertThrows(IllegalStateException.class, () -> slots.set(1, "x"));

    assertNull(slots.get(1));
  }

  @Test
  void copy_whenShorterAndLongerAgain_hasNothingThatWasCutOff() {
    Slots<String> slots = Slots.blank(127);
    slots.set(62, "kept");
    slots.set(63, "cut off");
    slots.seal();
    Slots<String> shorter = slots.copy(63);
    shorter.seal();

    Slots<String> longer = shorter.copy(127);

    assertAll(
        () -> assertEquals("kept", longer.get(62)),
        () -> assertNull(longer.get(63)),
        () -> assertTrue(longer.isBlank(63, 126)),
        () -> assertFalse(longer.isBlank(62, 126)),
        () -> assertEquals("cut off", slots.get(63)));
  }

  private static void assertAlike(String[] array, Slots<String> slots) {
    assertEquals(array.length, slots.length());
    for (int i = 0; i < array.length; i++) {
      assertEquals(array[i], slots.get(i));
    }
  }

  private static void assertBlanksAlike(String[] array, Slots<String> slots, Random random) {
    int first = random.nextInt(array.length);
    int last = first + random.nextInt(array.length - first);
    boolean blank = Arrays.stream(array, first, last + 1).allMatch(value -> value == null);
    assertEquals(blank, slots.isBlank(first, last));
  }

  @SuppressWarnings("ReferenceEquality") // it is objects that are compared
  private static Set<Integer> differences(String[] one, String[] other) {
    Set<Integer> differences = new TreeSet<>();
    for (int i = 0; i < Math.max(one.length, other.length); i++) {
      String here = i < one.length ? one[i] : null;
      String there = i < other.length ? other[i] : null;
      if (here != there) {
        differences.add(i);
      }
    }
    return differences;
  }

  private static Set<Integer> differences(Slots<String> one, Slots<String> other) {
    Set<Integer> differences = new TreeSet<>();
    one.forEachDifference(other, differences::add);
    return differences;
  }
}
