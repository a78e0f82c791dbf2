package dev.claviger.conformance.scale;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What is alive in this process's heap. */
public final class Heap {
  /** What is reachable through references that are cleared late goes only after several. */
  private static final int LEAST_COLLECTIONS = 4;

  private static final int MOST_COLLECTIONS = 12;

  private static final long PAUSE_MILLIS = 20;

  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  private Heap() {}

  /**
   * The bytes of all live objects, after so many full collections that no more go. What {@link
   * java.lang.management.MemoryMXBean} calls used is whole regions of the collector's, of a
   * megabyte and more each.
   */
  public static long used() {
    long before = Long.MAX_VALUE;
    long used = total(histogram());
    for (int i = 1; i < LEAST_COLLECTIONS || (used < before && i < MOST_COLLECTIONS); i++) {
      letCleanersRun();
      before = used;
      used = total(histogram());
    }
    return used;
  }

  /** By class, after a collection; the last line has the totals. */
  private static List<String> histogram() {
    try {
      Object text =
          BEANS.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "gcClassHistogram",
              new Object[] {new String[0]},
              new String[] {String[].class.getName()});
      return ((String) text).lines().toList();
    } catch (JMException e) {
      throw new IllegalStateException("this JVM has no histogram of its heap", e);
    }
  }

  /** Threads of the runtime do what an object's end calls for. */
  private static void letCleanersRun() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** {@code Total INSTANCES BYTES}. */
  private static long total(List<String> histogram) {
    String last = histogram.get(histogram.size() - 1);
    return Long.parseLong(last.strip().split("\\s+", -1)[2]);
  }
}
