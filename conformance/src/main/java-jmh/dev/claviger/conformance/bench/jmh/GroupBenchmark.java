package dev.claviger.conformance.bench.jmh;

import dev.claviger.conformance.bench.group.Cell;
import dev.claviger.conformance.bench.group.GroupSession;
import dev.claviger.conformance.bench.group.Pace;
import dev.claviger.conformance.bench.group.Result;
import dev.claviger.conformance.bench.group.ResultLine;
import dev.claviger.conformance.bench.group.Stacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
 * The cells of a group, as JMH runs them: a shot is a batch of runs of the cell whose turn it is,
 * with what is not measured before it. A session reads its own clocks, and shots that no cell needs
 * do nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GroupBenchmark {
  /** Texts of {@link Cell}s, joined by commas. */
  @Param("")
  public String cells;

  /** Each result goes to this file when it is there. */
  @Param("")
  public String results;

  private Stacks stacks;
  private GroupSession session;

  @Setup(Level.Trial)
  public void open() {
    stacks = new Stacks();
    List<Cell> parsed =
        Arrays.stream(cells.split(",", -1)).map(Cell::parse).collect(Collectors.toList());
    session = new GroupSession(stacks, parsed, Pace.WHOLE, this::write);
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

  private void write(Result result) {
    try {
      Files.writeString(
          Path.of(results), ResultLine.text(result) + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
