package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.BenchStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** Makes a report of a run: the results, and the prices of the primitives that bound them. */
public final class GroupBenchRun {
  private final String command;

  /**
   * @param command that asked for it, for the report
   */
  public GroupBenchRun(String command) {
    this.command = command;
  }

  /**
   * All in this process, cell by cell.
   *
   * @param listener is told each result when it is there
   */
  public GroupReport here(Stacks stacks, Pace pace, List<Cell> cells, Consumer<Result> listener) {
    List<Result> results = new ArrayList<>();
    try (GroupSession session =
        new GroupSession(stacks, cells, pace, listener.andThen(results::add))) {
      while (session.prepare()) {
        session.run();
      }
    }
    PrimitiveClock clock = new PrimitiveClock(pace);
    Map<String, Price> prices = new TreeMap<>();
    wanted(results, Bounds.measured(results))
        .forEach((path, wanted) -> addPrices(prices, path, clock.prices(wanted.prices())));
    Map<String, String> described = new LinkedHashMap<>();
    for (BenchStack stack : stacks.used()) {
      described.put(stack.name(), stack.description());
    }
    return report(described, results, prices);
  }

  /** Of results that were measured elsewhere; primitives are priced where their stacks were. */
  public GroupReport forked(List<Result> results) {
    Set<String> measured = Bounds.measured(results);
    Map<String, PriceList> lists = new HashMap<>();
    wanted(results, measured)
        .forEach((path, wanted) -> lists.put(path, PriceList.forked(path, wanted)));
    Map<String, Price> prices = new TreeMap<>();
    lists.forEach((path, list) -> addPrices(prices, path, list.prices()));
    Map<String, String> described = new LinkedHashMap<>();
    Stacks.ALL.stream()
        .filter(measured::contains)
        .forEach(name -> described.put(name, lists.get(pathOf(name)).stacks().get(name)));
    return report(described, results, prices);
  }

  private static void addPrices(Map<String, Price> prices, String path, Map<String, Price> more) {
    more.forEach((name, price) -> prices.put(path + " " + name, price));
  }

  /** All times at the quickest tick of the run, for the machine may have been busy at others. */
  GroupReport report(
      Map<String, String> described, List<Result> results, Map<String, Price> prices) {
    double tick =
        DoubleStream.concat(
                results.stream()
                    .filter(result -> result.figures() != null)
                    .mapToDouble(result -> result.figures().tickNanos()),
                prices.values().stream().mapToDouble(Price::tickNanos))
            .min()
            .orElse(0);
    List<Result> scaled = results.stream().map(result -> result.atTick(tick)).toList();
    Map<String, Double> nanos = new TreeMap<>();
    prices.forEach((name, price) -> nanos.put(name, price.atTick(tick)));
    Map<String, Double> bounds =
        Bounds.of(scaled, (primitives, name) -> nanos.get(primitives + " " + name));
    return GroupReport.of(command, described, scaled, bounds, nanos, tick);
  }

  /** By the plain stack on whose class path it is found out. */
  private static Map<String, PriceList.Wanted> wanted(List<Result> results, Set<String> measured) {
    Map<String, PriceList.Wanted> wanted = new TreeMap<>();
    for (String stack : measured) {
      of(wanted, pathOf(stack)).stacks().add(stack);
    }
    Bounds.of(
        results,
        (primitives, name) -> {
          of(wanted, primitives).prices().add(name);
          return 0;
        });
    return wanted;
  }

  private static PriceList.Wanted of(Map<String, PriceList.Wanted> wanted, String path) {
    return wanted.computeIfAbsent(
        path, key -> new PriceList.Wanted(new TreeSet<>(), new TreeSet<>()));
  }

  private static String pathOf(String stack) {
    return Stacks.hasConscrypt(stack) ? Stacks.WITH_CONSCRYPT : Stacks.OURS;
  }
}
