package dev.claviger.conformance.bench.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.bench.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bounds by primitives, and what stacks are divided by; the figures are invented. */
public final class BoundsTest {
  private static final String ROW = "commit/full/1000/0x0001/0";
  private static final List<String> WHOLE =
      List.of(
          Stacks.OURS,
          Stacks.WITH_CONSCRYPT,
          Stacks.STORED,
          Stacks.BOUNCY_CASTLE,
          Stacks.CORE_CRYPTO,
          Stacks.ON_TOKEN);

  @Test
  void boundOfAStack_isOfItsOwnPrimitives() {
    GroupReport report = report(WHOLE);
    assertEquals(2, report.bounds().size());
    double pure = report.bounds().get("claviger/" + ROW);
    double conscrypt = report.bounds().get("claviger+conscrypt/" + ROW);
    assertEquals(10, pure / conscrypt, 1e-9);
    for (String stack : List.of(Stacks.OURS, Stacks.ON_TOKEN)) {
      assertEquals(pure, report.bound(cell(stack)).orElseThrow(), stack);
    }
    for (String stack :
        List.of(Stacks.WITH_CONSCRYPT, Stacks.STORED, Stacks.BOUNCY_CASTLE, Stacks.CORE_CRYPTO)) {
      assertEquals(conscrypt, report.bound(cell(stack)).orElseThrow(), stack);
    }
  }

  @Test
  void boundOfAnother_isPureJava_whereNothingElseWasMeasured() {
    GroupReport report = report(List.of(Stacks.OURS, Stacks.BOUNCY_CASTLE));
    assertEquals(
        report.bounds().get("claviger/" + ROW),
        report.bound(cell(Stacks.BOUNCY_CASTLE)).orElseThrow());
  }

  @Test
  void anothersStack_standsBesideTheBestOfOursThatDoesTheSame() {
    GroupReport whole = report(WHOLE);
    assertEquals(Stacks.WITH_CONSCRYPT, whole.ours(Stacks.BOUNCY_CASTLE).orElseThrow());
    assertEquals(Stacks.STORED, whole.ours(Stacks.CORE_CRYPTO).orElseThrow());
    assertTrue(whole.ours(Stacks.STORED).isEmpty());

    GroupReport few = report(List.of(Stacks.OURS, Stacks.BOUNCY_CASTLE, Stacks.CORE_CRYPTO));
    assertEquals(Stacks.OURS, few.ours(Stacks.BOUNCY_CASTLE).orElseThrow());
    assertEquals(Stacks.OURS, few.ours(Stacks.CORE_CRYPTO).orElseThrow());
  }

  /** The times are as many milliseconds as the stack's place, and by the clock half of that. */
  @Test
  void table_hasTheRatiosOfProcessorTimeAndOfTheClock() {
    List<String> lines = GroupText.lines(report(WHOLE));
    String bouncy = line(lines, ROW + " +" + Stacks.BOUNCY_CASTLE + " ");
    assertTrue(bouncy.contains("0.50"), bouncy);
    assertTrue(bouncy.matches(".* 2\\.00 +2\\.00 .*"), bouncy);
    String core = line(lines, ROW + " +" + Stacks.CORE_CRYPTO + " ");
    assertTrue(core.matches(".* 1\\.67 +1\\.67 .*"), core);
    assertTrue(lines.contains("× ours of core-crypto: claviger+conscrypt+sqlite"));
  }

  /** Ours and its prices were measured while the machine was half as fast. */
  @Test
  void timesOfARun_areThoseAtItsQuickestTick() {
    String row = "key_package/none/0/0x0001/0";
    Cell ours = Cell.parse(Stacks.OURS + "/" + row);
    Cell other = Cell.parse(Stacks.BOUNCY_CASTLE + "/" + row);
    Spread spread = new Spread(6, 6, 6);
    List<Result> results =
        List.of(
            Result.measured(ours, new Figures(spread, spread, 1, 1500, 0, 0, 0, 0, 10, 200)),
            Result.measured(other, new Figures(spread, spread, 1, 1500, 0, 0, 0, 0, 10, 100)),
            Result.notRun(Cell.parse(Stacks.CORE_CRYPTO + "/" + row), "it is not here"));
    Map<String, Price> prices =
        Map.of(
            "claviger 0x0001 publicKey", new Price(1000, 200),
            "claviger 0x0001 sign 256", new Price(300, 100),
            "claviger 0x0001 mac", new Price(1, 100));
    GroupReport report = new GroupBenchRun("test").report(Map.of(), results, prices);
    assertEquals(3, report.cpu(Stacks.OURS, row).orElseThrow());
    assertEquals(6, report.cpu(Stacks.BOUNCY_CASTLE, row).orElseThrow());
    assertEquals(2 * 500 + 2 * 300, report.bound(ours).orElseThrow());
    assertEquals(100, report.tickNanos());
  }

  @Test
  void priceBetweenTwoLengths_isInProportion() {
    Prices prices =
        new Prices(
            1,
            name -> {
              assertFalse(name.contains("160"), name);
              return Double.parseDouble(name.substring(name.lastIndexOf(' ') + 1));
            });
    assertEquals(64, prices.hash(0));
    assertEquals(64, prices.hash(64));
    assertEquals(160, prices.hash(160));
    assertEquals(1_000_000, prices.verify(1_000_000), 1e-6);
  }

  private static String line(List<String> lines, String begins) {
    return lines.stream().filter(line -> line.matches(begins + ".*")).findFirst().orElseThrow();
  }

  private static GroupReport report(List<String> stacks) {
    List<Result> results = new ArrayList<>();
    Map<String, String> described = new LinkedHashMap<>();
    for (String stack : stacks) {
      double nanos = 1e6 * (1 + stacks.indexOf(stack));
      Spread cpu = new Spread(nanos, nanos, nanos);
      Spread wall = new Spread(nanos / 2, nanos / 2, nanos / 2);
      results.add(
          Result.measured(cell(stack), new Figures(wall, cpu, 1e5, 1500, 0, 0, 0, 0, 10, 1)));
      described.put(stack, "what it is");
    }
    return GroupReport.of(
        "test",
        described,
        results,
        Bounds.of(results, (primitives, name) -> primitives.equals(Stacks.OURS) ? 1000.0 : 100.0),
        Map.of(),
        1);
  }

  private static Cell cell(String stack) {
    return Cell.parse(stack + "/" + ROW);
  }
}
