package dev.claviger.conformance.bench.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which cells are measured. A full matrix would take days: what crosses with what is said in
 * docs/benchmarks.md. Where sizes are asked for, all operations are measured at them.
 *
 * @param suites code points
 * @param sizes members
 * @param stacks names
 */
public record Plan(List<Integer> suites, List<Integer> sizes, List<String> stacks) {
  /** What plots are drawn of. */
  public static final List<Integer> SIZES = List.of(2, 10, 50, 100, 200, 1_000, 5_000, 10_000);

  private static final int FIRST_SUITE = 1;
  private static final int MIDDLE = 1_000;
  private static final int LARGEST_OF_PEERS = 5_000;
  private static final int LARGEST_ON_TOKEN = 100;

  /** Of suites that stand beside the first. */
  private static final List<Integer> FEWER_SIZES = List.of(10, 100, MIDDLE);

  /** Of stacks that differ from another in one thing. */
  private static final Map<String, Set<Integer>> SIZES_OF =
      Map.of(Stacks.OURS, Set.of(10, 100, MIDDLE, 5_000), Stacks.STORED, Set.of(MIDDLE));

  private static final Set<Integer> WITH_MESSAGES = Set.of(10, MIDDLE, 10_000);
  private static final Set<Integer> WITH_BARE_TREES = Set.of(100, MIDDLE, 5_000, 10_000);
  private static final Set<Integer> ON_TOKEN = Set.of(2, 10, 100);
  private static final Set<String> TOKENS = Set.of(Stacks.ON_TOKEN, Stacks.WRAPPED);
  private static final List<String> STACKS =
      Stacks.ALL.stream().filter(name -> !name.equals(Stacks.STORED_WITHOUT_CONSCRYPT)).toList();
  private static final List<Integer> QUICK_PAYLOADS = List.of(128, 16 << 10);
  private static final List<Integer> PAYLOADS =
      List.of(16, 128, 1 << 10, 16 << 10, 64 << 10, 1 << 20);

  /** The operations that have targets; by default in groups of a thousand. */
  public List<Cell> quick() {
    List<String> names = or(stacks, List.of(Stacks.ofThisProcess(), Stacks.BOUNCY_CASTLE));
    List<Cell> cells = new ArrayList<>();
    for (int suite : or(suites, List.of(FIRST_SUITE))) {
      keyPackages(cells, names, suite);
      for (int size : or(sizes, List.of(MIDDLE))) {
        fullTree(cells, names, suite, size);
        messages(cells, names, suite, size, QUICK_PAYLOADS);
        bareTree(cells, names, suite, size);
      }
    }
    return cells;
  }

  /** All that is told in the documents. */
  public List<Cell> whole() {
    List<Cell> cells = new ArrayList<>();
    for (int suite : or(suites, List.of(FIRST_SUITE, 2))) {
      keyPackages(cells, or(stacks, STACKS), suite);
      for (int size : or(sizes, suite == FIRST_SUITE ? SIZES : FEWER_SIZES)) {
        group(cells, suite, size);
      }
    }
    return cells;
  }

  /**
   * What core-crypto's own benchmarks for the JVM measure and is offered here, with their
   * parameters (wireapp/core-crypto at fcf147a8, crypto-ffi/bindings/jvm/src/jmh): 1, 10 and 100
   * users added to a group of one; a joiner after so many others were added, none where that is
   * one; messages of 16, 1,024 and 65,536 bytes. It protects in a group of one, which here is one
   * of two. Many messages in one transaction are not measured, nor is removal by name.
   */
  public List<Cell> ofCoreCrypto() {
    List<String> names = or(stacks, List.of(Stacks.LOGGED, Stacks.CORE_CRYPTO));
    List<Cell> cells = new ArrayList<>();
    for (int suite : or(suites, List.of(1, 2, 3, 5, 7))) {
      for (int size : List.of(16, 1 << 10, 64 << 10)) {
        add(cells, names, Operation.PROTECT, TreeShape.FULL, 2, suite, size);
        add(cells, names, Operation.UNPROTECT, TreeShape.FULL, 2, suite, size);
      }
      for (int members : List.of(2, 11, 101)) {
        add(cells, names, Operation.BUILD, TreeShape.NONE, members, suite, 0);
      }
      for (int members : List.of(2, 12, 102)) {
        add(cells, names, Operation.JOIN, TreeShape.BARE, members, suite, 0);
      }
    }
    return cells;
  }

  private void group(List<Cell> cells, int suite, int size) {
    List<String> names = withoutTokens(size);
    fullTree(cells, names, suite, size);
    if (isAskedFor(size, WITH_MESSAGES)) {
      messages(cells, names, suite, size, size == MIDDLE ? PAYLOADS : QUICK_PAYLOADS);
    }
    if (isAskedFor(size, WITH_BARE_TREES)) {
      bareTree(cells, names, suite, size);
    }
    List<String> stored =
        names.stream()
            .filter(Set.of(Stacks.STORED, Stacks.LOGGED, Stacks.STORED_WITHOUT_CONSCRYPT)::contains)
            .toList();
    add(cells, stored, Operation.OPEN, TreeShape.FULL, size, suite, 0);
    if (size <= LARGEST_ON_TOKEN && isAskedFor(size, ON_TOKEN)) {
      onToken(cells, or(stacks, STACKS).stream().filter(TOKENS::contains).toList(), suite, size);
    }
  }

  private List<String> withoutTokens(int size) {
    return or(stacks, STACKS).stream()
        .filter(name -> !TOKENS.contains(name))
        .filter(name -> !Stacks.PEERS.contains(name) || size <= LARGEST_OF_PEERS)
        .filter(
            name ->
                !stacks.isEmpty() || isAskedFor(size, SIZES_OF.getOrDefault(name, Set.of(size))))
        .toList();
  }

  private boolean isAskedFor(int size, Set<Integer> bySize) {
    return !sizes.isEmpty() || bySize.contains(size);
  }

  private static void keyPackages(List<Cell> cells, List<String> names, int suite) {
    add(cells, names, Operation.KEY_PACKAGE, TreeShape.NONE, 0, suite, 0);
  }

  private static void fullTree(List<Cell> cells, List<String> names, int suite, int size) {
    for (Operation operation :
        List.of(
            Operation.COMMIT, Operation.PROCESS, Operation.ADD, Operation.REMOVE, Operation.JOIN)) {
      add(cells, names, operation, TreeShape.FULL, size, suite, 0);
    }
    add(cells, names, Operation.BUILD, TreeShape.NONE, size, suite, 0);
  }

  private static void messages(
      List<Cell> cells, List<String> names, int suite, int size, List<Integer> payloads) {
    for (int payload : payloads) {
      add(cells, names, Operation.PROTECT, TreeShape.FULL, size, suite, payload);
      add(cells, names, Operation.UNPROTECT, TreeShape.FULL, size, suite, payload);
    }
    add(cells, names, Operation.EXPORT, TreeShape.FULL, size, suite, 0);
    add(cells, names, Operation.EXTERNAL_COMMIT, TreeShape.FULL, size, suite, 0);
  }

  private static void bareTree(List<Cell> cells, List<String> names, int suite, int size) {
    for (Operation operation : List.of(Operation.COMMIT, Operation.PROCESS, Operation.JOIN)) {
      add(cells, names, operation, TreeShape.BARE, size, suite, 0);
    }
  }

  private static void onToken(List<Cell> cells, List<String> names, int suite, int size) {
    for (Operation operation : List.of(Operation.COMMIT, Operation.PROCESS, Operation.JOIN)) {
      add(cells, names, operation, TreeShape.FULL, size, suite, 0);
    }
    add(cells, names, Operation.PROTECT, TreeShape.FULL, size, suite, 128);
    add(cells, names, Operation.UNPROTECT, TreeShape.FULL, size, suite, 128);
  }

  private static void add(
      List<Cell> cells,
      List<String> names,
      Operation operation,
      TreeShape tree,
      int size,
      int suite,
      int payload) {
    names.forEach(name -> cells.add(new Cell(name, operation, tree, size, suite, payload)));
  }

  private static <T> List<T> or(List<T> asked, List<T> usual) {
    return asked.isEmpty() ? usual : asked;
  }
}
