package dev.claviger.conformance.scale;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What is alive in this process's heap. */
public final class Heap {
  /** What is reachable through references that are cleared late goes only after several. */
  private static final int COLLECTIONS = 3;

  private Heap() {}

  /** The bytes in use after a full collection. */
  public static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
