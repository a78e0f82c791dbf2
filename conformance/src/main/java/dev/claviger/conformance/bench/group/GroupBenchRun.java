package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.NotOfferedException;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A run in this process: cell by cell, and then the primitives that they are made of. */
public final class GroupBenchRun {
  private final Stacks stacks;
  private final Pace pace;
  private final Consumer<Result> listener;

  /**
   * @param listener is told each result when it is there
   */
  public GroupBenchRun(Stacks stacks, Pace pace, Consumer<Result> listener) {
    this.stacks = stacks;
    this.pace = pace;
    this.listener = listener;
  }

  /**
   * @param command that asked for it, for the report
   */
  public GroupReport run(String command, List<Cell> cells) {
    List<Result> results = new ArrayList<>();
    try (GroupBench bench = new GroupBench(pace)) {
      for (Cell cell : cells) {
        Result result = measure(bench, cell);
        results.add(result);
        listener.accept(result);
      }
    }
    return report(command, results);
  }

  /** Puts the bounds beside results that are there already. */
  public GroupReport report(String command, List<Result> results) {
    Map<Integer, Prices> prices = new HashMap<>();
    Map<String, Double> bounds = new LinkedHashMap<>();
    for (Result result : results) {
      if (result.figures() != null) {
        Cell cell = result.cell();
        stacks.get(cell.stack()); // for its description, if another process measured it
        Prices ofSuite =
            prices.computeIfAbsent(
                cell.suite(), id -> new Prices(Engine.suite(new CipherSuiteId(id)), Pace.QUICK));
        if (!bounds.containsKey(cell.row())) {
          new Bound(ofSuite)
              .of(cell, result.figures().messageBytes())
              .ifPresent(bound -> bounds.put(cell.row(), bound));
        }
      }
    }
    Map<String, Double> all = new TreeMap<>();
    prices.values().forEach(some -> all.putAll(some.measured()));
    return GroupReport.of(command, stacks.used(), results, bounds, all);
  }

  private Result measure(GroupBench bench, Cell cell) {
    try {
      return bench.measure(stacks.get(cell.stack()), cell);
    } catch (NotOfferedException e) {
      return Result.notRun(cell, e.getMessage());
    }
  }
}
