package dev.claviger.conformance.bench.jmh;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Reports what the session measured itself: JMH's own profilers count the preparation in, and none
 * of them has the processor time of all threads.
 */
public final class CellProfiler implements InternalProfiler {
  @Override
  public String getDescription() {
    return "processor time, allocation and more, of the measured part alone";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    // The session reads its clocks in the shot.
  }

  @Override
  @SuppressWarnings("rawtypes") // of JMH's interface
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    if (CellBenchmark.session == null) {
      return List.of();
    }
    return CellBenchmark.session.figures().entrySet().stream()
        .map(e -> new ScalarResult(e.getKey(), e.getValue(), "", AggregationPolicy.AVG))
        .collect(Collectors.toList());
  }
}
