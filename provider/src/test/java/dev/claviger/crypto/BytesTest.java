package dev.claviger.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BytesTest {
  private static final Bytes ABC = Bytes.utf8("abc");

  @Test
  void equalsByContent_whereverItWasCutFrom() {
    Bytes slice = Bytes.utf8("xabcx").slice(1, 4);

    assertEquals(ABC, slice);
    assertEquals(ABC.hashCode(), slice.hashCode());
    assertNotEquals(ABC, Bytes.utf8("abd"));
    assertEquals(0, ABC.compareTo(slice));
  }

  @Test
  void partsOfAnArray_areItsBytesFromOneToAnother() {
    byte[] array = {1, 2, 3, 4};
    Bytes middle = Bytes.wrap(array, 1, 3);

    assertEquals(Bytes.fromHex("0203"), middle);
    assertArrayEquals(new byte[] {3}, middle.toByteArray(1, 2));
    assertEquals(Bytes.empty(), Bytes.wrap(array, 4, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(array, 3, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> middle.toByteArray(1, 3));
  }

  @Test
  void ordersAsUnsignedBytes() {
    assertTrue(Bytes.fromHex("7f").compareTo(Bytes.fromHex("80")) < 0);
    assertTrue(Bytes.fromHex("80").compareTo(Bytes.fromHex("8000")) < 0);
  }

  @Test
  void copiesWhatItDoesNotOwn() {
    byte[] array = {1, 2};
    Bytes copy = Bytes.copyOf(array);
    array[0] = 9;

    assertEquals("0102", copy.toHex());
    copy.toByteArray()[0] = 9;
    assertEquals("0102", copy.toHex());
  }

  @Test
  void refusesASliceBeyondItsEnd() {
    assertThrows(IndexOutOfBoundsException.class, () -> ABC.slice(1, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> ABC.get(3));
  }

  @Test
  void printsALongValueCut() {
    String printed = Bytes.wrap(new byte[1000]).toString();

    assertTrue(printed.endsWith("(1000 bytes)"));
    assertFalse(printed.length() > 200);
  }
}
