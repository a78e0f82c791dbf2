package dev.claviger.conformance.bench.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.bench.NotRunException;
import dev.claviger.conformance.bench.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runner here is a stand-in that measures nothing: what is looked at is what it is asked for.
 */
public final class JournalTest {
  private static final Cell FIRST = Cell.parse("claviger/commit/full/10/0x0001/0");
  private static final Cell SECOND = Cell.parse("bouncycastle/commit/full/10/0x0001/0");

  @TempDir private Path folder;
  private final List<Cell> asked = new ArrayList<>();
  private int runs;

  @Test
  void whatIsThere_isNotMeasuredAgain() {
    List<Result> before = run("build", List.of(FIRST));

    List<Result> after = run("build", List.of(FIRST, SECOND));

    assertEquals(List.of(FIRST, SECOND), asked);
    assertEquals(before.get(0), after.get(0));
    assertEquals("not offered", after.get(1).notRun());
    assertEquals(after, run("build", List.of(FIRST, SECOND)));
    assertEquals(List.of(FIRST, SECOND), asked);
  }

  /** The others of its group are there. */
  @Test
  void groupThatIsThereInPart_isMeasuredForTheRest() {
    Cell process = Cell.parse("claviger/process/full/10/0x0001/0");
    Cell join = Cell.parse("claviger/join/full/10/0x0001/0");
    run("build", List.of(FIRST, join));
    asked.clear();
    runs = 0;

    List<Cell> all = List.of(join, process, SECOND, FIRST);
    assertEquals(
        List.of(process, SECOND), new Journal(folder, "build", new StandIn()).waiting(all));
    List<Result> results = run("build", all);

    assertEquals(List.of(process, SECOND), asked);
    assertEquals(2, runs, "two groups");
    assertEquals(all, results.stream().map(Result::cell).toList());
  }

  @Test
  void cellsOfOneGroup_areAskedForTogether() {
    Cell join = Cell.parse("claviger/join/full/10/0x0001/0");
    run("build", List.of(join, SECOND, FIRST));

    assertEquals(List.of(FIRST, join, SECOND), asked);
    assertEquals(2, runs);
  }

  @Test
  void listener_isToldOfAll() {
    run("build", List.of(FIRST));
    List<Result> told = new ArrayList<>();

    new Journal(folder, "build", new StandIn()).run(List.of(FIRST, SECOND), told::add);

    assertEquals(List.of(FIRST, SECOND), told.stream().map(Result::cell).toList());
  }

  @Test
  void resultOfAnotherBuild_isNotMixedIn() {
    run("build", List.of(FIRST));

    NotRunException why =
        assertThrows(NotRunException.class, () -> run("another build", List.of(FIRST)));

    assertTrue(why.getMessage().contains("another build"), why.getMessage());
  }

  @Test
  void lineThatWasBrokenOff_isMeasuredAgain() throws IOException {
    run("build", List.of(FIRST, SECOND));
    Path file = folder.resolve(Journal.FILE);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 20));

    List<Result> results = run("build", List.of(FIRST, SECOND));

    assertEquals(List.of(FIRST, SECOND, SECOND), asked);
    assertEquals(2, results.size());
    assertEquals(text, Files.readString(file));
  }

  @Test
  void lineThatIsNoResult_isRefused() throws IOException {
    run("build", List.of(FIRST));
    Path file = folder.resolve(Journal.FILE);
    Files.writeString(file, Files.readString(file) + "{\"cell\": 7}\n");

    assertThrows(NotRunException.class, () -> run("build", List.of(FIRST)));
  }

  @Test
  void digestOfTheClassPath_isTheSameTwice() {
    assertEquals(64, ClassPath.digest().length());
    assertEquals(ClassPath.digest(), ClassPath.digest());
  }

  private List<Result> run(String build, List<Cell> cells) {
    return new Journal(folder, build, new StandIn()).run(cells, result -> {});
  }

  private final class StandIn implements CellRunner {
    @Override
    public List<Result> run(List<Cell> cells, Consumer<Result> listener) {
      asked.addAll(cells);
      runs++;
      return cells.stream().map(this::result).toList();
    }

    private Result result(Cell cell) {
      Spread spread = new Spread(1.5 * asked.size(), 1.25, 2);
      return cell.equals(FIRST)
          ? Result.measured(cell, new Figures(spread, spread, 100, 20, 0, 2, 3, 4.5, 10, 1))
          : Result.notRun(cell, "not offered");
    }
  }
}
