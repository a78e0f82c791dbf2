package dev.claviger.conformance.scale;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** That little things are seen, which a collector's regions would hide. */
@Isolated("what other tests keep is counted too")
final class HeapTest {
  private static final int LENGTH = 3_000_000;

  @Test
  void bytesThatAreKept_areCounted_andThoseThatAreNotAreNot() {
    Heap.used();
    long before = Heap.used();
    byte[] kept = new byte[LENGTH];
    long after = Heap.used();
    assertIsAbout(LENGTH, after - before);
    assertTrue(kept.length > 0);
    kept = null;
    assertIsAbout(0, Heap.used() - before);
  }

  private static void assertIsAbout(long expected, long bytes) {
    assertTrue(Math.abs(bytes - expected) < LENGTH / 50, "bytes: " + bytes);
  }
}
