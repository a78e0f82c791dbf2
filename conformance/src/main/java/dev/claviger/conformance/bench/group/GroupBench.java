package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.BenchStack;
import dev.claviger.conformance.bench.stack.NotOfferedException;

/** Measures one cell after the other, in this process. */
public final class GroupBench implements AutoCloseable {
  private final Pairs pairs = new Pairs();
  private final Pace pace;

  public GroupBench(Pace pace) {
    this.pace = pace;
  }

  /** Never fails because a stack does: that is an empty cell. */
  public Result measure(BenchStack stack, Cell cell) {
    try (Work work = Works.of(stack, cell, pairs)) {
      return Result.measured(
          cell, new Stopwatch(pace, stack::usage).measure(work, cell.operation().isShort()));
    } catch (NotOfferedException e) {
      return Result.notRun(cell, e.getMessage());
    } catch (RuntimeException e) {
      pairs.drop(stack);
      return Result.notRun(cell, "failed: " + e);
    }
  }

  @Override
  public void close() {
    pairs.close();
  }
}
