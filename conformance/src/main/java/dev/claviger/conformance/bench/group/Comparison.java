package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.demo.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run beside an earlier one. Times of another machine or another hour say little, so what is
 * compared is how often the bound, or another stack in the same run, goes into ours.
 */
public final class Comparison {
  private static final String NONE = "–";

  private Comparison() {}

  /** One line for each row that both have. */
  public static List<String> lines(GroupReport now, GroupReport before) {
    List<String> lines = new ArrayList<>();
    lines.add("against the run of " + before.measuredAt() + " (" + before.command() + "):");
    TextTable table =
        new TextTable(
            "operation/tree/members/suite/bytes",
            "stack",
            "CPU now / then",
            "× primitives now",
            "then",
            "× bouncycastle now",
            "then");
    for (Result result : now.results()) {
      String stack = result.cell().stack();
      String row = result.cell().row();
      Optional<Double> cpu = now.cpu(stack, row);
      Optional<Double> then = before.cpu(stack, row);
      if (cpu.isPresent() && then.isPresent()) {
        table.row(
            row,
            stack,
            GroupText.times(cpu.get() / then.get()),
            ratio(cpu, now.bound(result.cell())),
            ratio(then, before.bound(result.cell())),
            ratio(cpu, now.cpu("bouncycastle", row)),
            ratio(then, before.cpu("bouncycastle", row)));
      }
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static String ratio(Optional<Double> of, Optional<Double> to) {
    return to.isEmpty() ? NONE : GroupText.times(of.orElseThrow() / to.get());
  }
}
