package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.BenchStack;
import dev.claviger.conformance.bench.stack.NotOfferedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures one cell after the other in this process, shot by shot: each cell gets shots until it
 * has what it needs. Cells of the same group share its founding. A cell that fails does not stop
 * the others.
 */
public final class GroupSession implements AutoCloseable {
  private final Stacks stacks;
  private final Pace pace;
  private final Consumer<Result> listener;
  private final Deque<Cell> waiting;
  private final Pairs pairs = new Pairs();
  private final Tick tick = Tick.warmedUp();
  private long young;
  private Cell cell;
  private BenchStack stack;
  private Work work;
  private Rounds rounds;

  /**
   * @param listener is told each result when it is there
   */
  public GroupSession(Stacks stacks, List<Cell> cells, Pace pace, Consumer<Result> listener) {
    this.stacks = stacks;
    this.pace = pace;
    this.listener = listener;
    this.waiting = new ArrayDeque<>(cells);
    this.young = pace.youngMillis();
  }

  /**
   * What is not measured: what makes the next shot possible, and if it is a cell's first, its
   * warm-up.
   *
   * @return whether there is a shot to be measured
   */
  public boolean prepare() {
    while (cell != null || !waiting.isEmpty()) {
      if (cell == null) {
        attempt(this::begin);
      } else if (rounds.needsMore()) {
        attempt(rounds::prepare);
        if (cell != null) {
          return true;
        }
      } else {
        finish();
      }
    }
    return false;
  }

  /**
   * One shot.
   *
   * @return something to look at; null where there was nothing left to do
   */
  public Object run() {
    Reading[] reading = {null};
    if (cell != null) {
      attempt(() -> reading[0] = rounds.run());
    }
    return reading[0];
  }

  /** Tells of a cell that has all its shots. */
  @Override
  public void close() {
    if (cell != null && !rounds.needsMore()) {
      finish();
    }
    end();
    pairs.close();
  }

  private void begin() {
    cell = waiting.remove();
    stack = null;
    stack = stacks.get(cell.stack());
    work = Works.of(stack, cell, pairs);
    rounds = new Rounds(work, cell.operation().isRepeatable(), pace, stack::usage, tick);
    rounds.warmUp(young);
    young = 0;
  }

  private void finish() {
    attempt(
        () -> {
          Figures figures = rounds.figures();
          end();
          listener.accept(Result.measured(cell, figures));
          cell = null;
        });
  }

  private void end() {
    if (work != null) {
      Work ended = work;
      work = null;
      ended.close();
    }
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (NotOfferedException e) {
      giveUp(e.getMessage());
    } catch (RuntimeException e) {
      giveUp("failed: " + e);
    }
  }

  /** The pair may be anything now, so it goes too. */
  private void giveUp(String why) {
    listener.accept(Result.notRun(cell, why));
    cell = null;
    try {
      end();
    } catch (RuntimeException e) {
      // It has failed already, for a reason that was told.
    }
    if (stack != null) {
      pairs.drop(stack);
    }
  }
}
