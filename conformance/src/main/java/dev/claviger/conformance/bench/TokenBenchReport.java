package dev.claviger.conformance.bench;

import java.util.List;

/**
 * What Claviger gives of what a C program gives, on one token.
 *
 * @param token for a reader
 * @param java the version of the Java runtime
 * @param millis how long a round lasts
 * @param rows by operation and threads
 * @param notRun operations that the token cannot do, and why
 */
public record TokenBenchReport(
    String token, String java, int rounds, long millis, List<Row> rows, List<String> notRun) {
  public TokenBenchReport {
    rows = List.copyOf(rows);
    notRun = List.copyOf(notRun);
  }

  /**
   * @param threads each with a session of its own
   * @param calls the C_ calls that both programs make for one operation
   * @param claviger operations a second, of all threads together
   * @param c the same of the C program
   * @param ratio Claviger's rate over the C program's, of rounds next to each other
   * @param clavigerCpuMicros processor time of one operation, over all rounds, without what the
   *     compiler and the collector of the Java runtime do on threads of their own
   * @param cCpuMicros the same of the C program
   */
  public record Row(
      String operation,
      int threads,
      List<String> calls,
      Spread claviger,
      Spread c,
      Spread ratio,
      double clavigerCpuMicros,
      double cCpuMicros) {
    public Row {
      calls = List.copyOf(calls);
    }

    /** The same comparison where others use the machine: time on the processor only. */
    public double cpuRatio() {
      return cCpuMicros / clavigerCpuMicros;
    }
  }
}
