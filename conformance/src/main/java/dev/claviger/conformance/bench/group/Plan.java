package dev.claviger.conformance.bench.group;

import java.util.ArrayList;
import java.util.List;

/**
 * Which cells are measured. A full matrix would take days: what crosses with what is said in
 * docs/benchmarks.md. Cells of one group follow each other, for its founding takes long.
 *
 * @param suites code points
 * @param sizes members
 */
public record Plan(List<Integer> suites, List<Integer> sizes) {
  /** What plots are drawn of. */
  public static final List<Integer> SIZES = List.of(2, 10, 50, 100, 200, 1_000, 5_000, 10_000);

  private static final int MIDDLE = 1_000;
  private static final int LARGEST_OF_PEERS = 5_000;
  private static final int LARGEST_ON_TOKEN = 100;
  private static final List<String> OURS = List.of(Stacks.OURS, Stacks.WITH_STORE);
  private static final List<String> PLAIN =
      List.of(Stacks.OURS, Stacks.WITH_STORE, Stacks.BOUNCY_CASTLE, Stacks.CORE_CRYPTO);
  private static final List<Integer> QUICK_PAYLOADS = List.of(128, 16 << 10);
  private static final List<Integer> PAYLOADS =
      List.of(16, 128, 1 << 10, 16 << 10, 64 << 10, 1 << 20);

  /** The operations that have targets; by default in groups of a thousand. */
  public List<Cell> quick() {
    List<String> stacks = List.of(Stacks.OURS, Stacks.BOUNCY_CASTLE);
    List<Cell> cells = new ArrayList<>();
    for (int suite : suites.isEmpty() ? List.of(1) : suites) {
      keyPackages(cells, stacks, suite);
      for (int size : sizes.isEmpty() ? List.of(MIDDLE) : sizes) {
        group(cells, stacks, suite, size, QUICK_PAYLOADS);
      }
    }
    return cells;
  }

  /** Everything, over hours. */
  public List<Cell> whole() {
    List<Cell> cells = new ArrayList<>();
    for (int suite : suites.isEmpty() ? List.of(1, 2) : suites) {
      keyPackages(
          cells,
          List.of(
              Stacks.OURS,
              Stacks.BOUNCY_CASTLE,
              Stacks.CORE_CRYPTO,
              Stacks.ON_TOKEN,
              Stacks.WRAPPED),
          suite);
      for (int size : sizes.isEmpty() ? SIZES : sizes) {
        List<String> names = size > LARGEST_OF_PEERS ? OURS : PLAIN;
        group(cells, names, suite, size, size == MIDDLE ? PAYLOADS : QUICK_PAYLOADS);
        add(cells, List.of(Stacks.WITH_STORE), Operation.OPEN, TreeShape.FULL, size, suite, 0);
        if (size <= LARGEST_ON_TOKEN) {
          onToken(cells, suite, size);
        }
      }
    }
    return cells;
  }

  private static void keyPackages(List<Cell> cells, List<String> stacks, int suite) {
    add(cells, stacks, Operation.KEY_PACKAGE, TreeShape.NONE, 0, suite, 0);
  }

  private static void group(
      List<Cell> cells, List<String> stacks, int suite, int size, List<Integer> payloads) {
    add(cells, stacks, Operation.COMMIT, TreeShape.FULL, size, suite, 0);
    add(cells, stacks, Operation.PROCESS, TreeShape.FULL, size, suite, 0);
    for (int payload : payloads) {
      add(cells, stacks, Operation.PROTECT, TreeShape.FULL, size, suite, payload);
      add(cells, stacks, Operation.UNPROTECT, TreeShape.FULL, size, suite, payload);
    }
    add(cells, stacks, Operation.EXPORT, TreeShape.FULL, size, suite, 0);
    add(cells, stacks, Operation.EXTERNAL_COMMIT, TreeShape.FULL, size, suite, 0);
    add(cells, stacks, Operation.ADD, TreeShape.FULL, size, suite, 0);
    add(cells, stacks, Operation.REMOVE, TreeShape.FULL, size, suite, 0);
    add(cells, stacks, Operation.JOIN, TreeShape.FULL, size, suite, 0);
    add(cells, stacks, Operation.COMMIT, TreeShape.BARE, size, suite, 0);
    add(cells, stacks, Operation.PROCESS, TreeShape.BARE, size, suite, 0);
    add(cells, stacks, Operation.JOIN, TreeShape.BARE, size, suite, 0);
    add(cells, stacks, Operation.BUILD, TreeShape.NONE, size, suite, 0);
  }

  private static void onToken(List<Cell> cells, int suite, int size) {
    List<String> stacks = List.of(Stacks.ON_TOKEN, Stacks.WRAPPED);
    for (Operation operation : List.of(Operation.COMMIT, Operation.PROCESS, Operation.JOIN)) {
      add(cells, stacks, operation, TreeShape.FULL, size, suite, 0);
    }
    add(cells, stacks, Operation.PROTECT, TreeShape.FULL, size, suite, 128);
    add(cells, stacks, Operation.UNPROTECT, TreeShape.FULL, size, suite, 128);
  }

  private static void add(
      List<Cell> cells,
      List<String> stacks,
      Operation operation,
      TreeShape tree,
      int size,
      int suite,
      int payload) {
    stacks.forEach(stack -> cells.add(new Cell(stack, operation, tree, size, suite, payload)));
  }
}
