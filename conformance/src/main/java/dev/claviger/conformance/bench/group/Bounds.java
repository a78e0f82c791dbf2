package dev.claviger.conformance.bench.group;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The bounds of what was measured: one for each row and each kind of primitives in it. */
final class Bounds {
  /** What a primitive costs. */
  @FunctionalInterface
  interface Source {
    /**
     * In nanoseconds.
     *
     * @param primitives whose they are, as in {@link Beside#primitives}
     * @param name as {@link Prices} has it
     */
    double price(String primitives, String name);
  }

  private Bounds() {}

  /** By the text of a cell whose stack is the plain one with those primitives. */
  static Map<String, Double> of(List<Result> results, Source prices) {
    Set<String> measured = measured(results);
    Map<String, Double> bounds = new LinkedHashMap<>();
    for (Result result : results) {
      if (result.figures() != null) {
        Cell cell = result.cell();
        String primitives = Beside.primitives(cell.stack(), measured);
        String key = cell.of(primitives).toString();
        if (!bounds.containsKey(key)) {
          new Bound(new Prices(cell.suite(), name -> prices.price(primitives, name)))
              .of(cell, result.figures().messageBytes())
              .ifPresent(bound -> bounds.put(key, bound));
        }
      }
    }
    return bounds;
  }

  /** The stacks that have figures. */
  static Set<String> measured(List<Result> results) {
    return results.stream()
        .filter(result -> result.figures() != null)
        .map(result -> result.cell().stack())
        .collect(Collectors.toUnmodifiableSet());
  }
}
