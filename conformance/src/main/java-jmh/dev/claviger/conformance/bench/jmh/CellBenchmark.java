package dev.claviger.conformance.bench.jmh;

import dev.claviger.conformance.bench.group.Cell;
import dev.claviger.conformance.bench.group.CellSession;
import dev.claviger.conformance.bench.group.Pace;
import dev.claviger.conformance.bench.group.Stacks;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Any cell, as JMH runs it: a shot is a batch of runs, with what is not measured before it. A
 * session warms itself up, for so long as its pace says.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CellBenchmark {
  /** The one that this JVM measures, for {@link CellProfiler}. */
  static CellSession session;

  /** The text of a {@link Cell}. */
  @Param("")
  public String cell;

  private Stacks stacks;

  @Setup(Level.Trial)
  public void open() {
    stacks = new Stacks();
    session = new CellSession(stacks, Cell.parse(cell), Pace.WHOLE);
  }

  @Setup(Level.Invocation)
  public void prepare() {
    session.prepare();
  }

  @Benchmark
  public Object run() {
    return session.run();
  }

  @TearDown(Level.Trial)
  public void close() {
    session.close();
    stacks.close();
  }
}
