package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.NotRunException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Measures cells, each {@link CellGroup} in a JVM of its own. */
public interface CellRunner {
  /**
   * @param listener is told each result when its group has been measured
   * @return one for each cell, in their order
   */
  List<Result> run(List<Cell> cells, Consumer<Result> listener);

  /** Those that it would measure; of the others it knows the result. */
  default List<Cell> waiting(List<Cell> cells) {
    return cells;
  }

  /**
   * The one that this build has.
   *
   * @throws NotRunException if it has none
   */
  static CellRunner forked() {
    return ServiceLoader.load(CellRunner.class)
        .findFirst()
        .orElseThrow(
            () ->
                new NotRunException(
                    "only a build by Maven has the generated classes of JMH; take --quick"));
  }
}
