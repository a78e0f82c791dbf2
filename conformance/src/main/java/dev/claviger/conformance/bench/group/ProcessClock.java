package dev.claviger.conformance.bench.group;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the Java threads of this process that are alive have used: processor time, native code that
 * they called among it, and memory. The JVM's compiler works beside them for as long as a process
 * is young, and its collector where it likes; neither is counted.
 */
final class ProcessClock {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  long cpuNanos() {
    return sum(THREADS.getThreadCpuTime(THREADS.getAllThreadIds()));
  }

  long allocatedBytes() {
    return sum(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()));
  }

  /** A thread that has ended in between has less than none. */
  private static long sum(long[] ofThreads) {
    long sum = 0;
    for (long one : ofThreads) {
      sum += Math.max(0, one);
    }
    return sum;
  }
}
