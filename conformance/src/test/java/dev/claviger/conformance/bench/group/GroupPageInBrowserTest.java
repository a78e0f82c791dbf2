package dev.claviger.conformance.bench.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.bench.Spread;
import dev.claviger.conformance.browser.PageLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmark's page as a browser lays it out; its figures are invented, its shape is not. */
class GroupPageInBrowserTest {
  private static final List<String> STACKS =
      List.of(
          Stacks.OURS,
          Stacks.WITH_CONSCRYPT,
          Stacks.STORED,
          Stacks.BOUNCY_CASTLE,
          Stacks.CORE_CRYPTO,
          Stacks.ON_TOKEN,
          Stacks.WRAPPED);

  /** Less is no text for the eyes of most. */
  private static final double LEAST_TEXT = 11;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void page_isLegible_atEveryWidth(String scheme) throws Exception {
    GroupReport report = report();
    Map<Integer, PageLayout> layouts = PageLayout.of(GroupPage.page(report), scheme, folder);
    layouts.forEach(
        (width, layout) -> {
          assertEquals(scheme, layout.scheme());
          assertTrue(layout.scrollWidth() <= width, layouts::toString);
          assertEquals(report.results().size(), layout.rows(), layouts::toString);
          assertEquals(0, layout.stickingOut(), layouts::toString);
          assertEquals(0, layout.overlaps(), layouts::toString);
          assertTrue(layout.smallestText() >= LEAST_TEXT, layouts::toString);
          assertTrue(layout.contrast() >= PageLayout.TEXT_CONTRAST, layouts::toString);
          assertTrue(layout.lineContrast() >= PageLayout.LINE_CONTRAST, layouts::toString);
        });
  }

  /** That the test would see it. */
  @Test
  void plotThatIsTooSmallOrFaint_isSeenToBe() throws Exception {
    String page =
        GroupPage.page(report())
            .replace("min-width: 40rem", "min-width: 0")
            .replace("</style>", ".c2 { stroke: #eee } svg.plot text { font-size: 40px } </style>");
    Map<Integer, PageLayout> layouts = PageLayout.of(page, "light", folder);
    assertTrue(layouts.get(1265).lineContrast() < PageLayout.LINE_CONTRAST, layouts::toString);
    assertTrue(layouts.get(1265).overlaps() > 0, layouts::toString);
    assertTrue(layouts.get(1265).stickingOut() > 0, layouts::toString);
  }

  @Test
  void textThatIsTooSmall_isSeenToBe() throws Exception {
    String page = GroupPage.page(report()).replace("min-width: 40rem", "min-width: 0");
    Map<Integer, PageLayout> layouts = PageLayout.of(page, "light", folder);
    assertTrue(layouts.get(320).smallestText() < LEAST_TEXT, layouts::toString);
  }

  /** All sizes, all stacks, a cell that did not run, and a plot by payload. */
  private static GroupReport report() {
    List<Result> results = new ArrayList<>();
    Map<String, Double> bounds = new LinkedHashMap<>();
    for (int members : Plan.SIZES) {
      for (String stack : STACKS) {
        add(results, bounds, new Cell(stack, Operation.COMMIT, TreeShape.FULL, members, 1, 0));
      }
    }
    for (int payload : List.of(16, 128, 1 << 10, 16 << 10, 64 << 10, 1 << 20)) {
      Cell cell = new Cell(Stacks.OURS, Operation.PROTECT, TreeShape.FULL, 1000, 1, payload);
      add(results, bounds, cell);
    }
    Map<String, String> stacks = new LinkedHashMap<>();
    STACKS.forEach(stack -> stacks.put(stack, "what it is, in a sentence of the usual length"));
    return new GroupReport(
        "2026-01-01T00:00:00Z",
        "bench --out DIR",
        Machine.here(),
        stacks,
        results,
        bounds,
        Map.of(),
        1);
  }

  private static void add(List<Result> results, Map<String, Double> bounds, Cell cell) {
    if (cell.stack().equals(Stacks.CORE_CRYPTO) && cell.members() == 10) {
      results.add(
          Result.notRun(cell, "it is not asked for that here, for a reason of some length"));
      return;
    }
    double nanos = 1e5 * (1 + STACKS.indexOf(cell.stack())) * Math.sqrt(cell.members());
    Spread spread = new Spread(nanos, 0.9 * nanos, 1.1 * nanos);
    results.add(
        Result.measured(cell, new Figures(spread, spread, 1e5, 1500, 0, 9, 60, 10_800, 10, 1)));
    for (String primitives : List.of(Stacks.OURS, Stacks.WITH_CONSCRYPT)) {
      bounds.put(cell.of(primitives).toString(), 5e4 * Math.sqrt(cell.members()));
    }
  }
}
