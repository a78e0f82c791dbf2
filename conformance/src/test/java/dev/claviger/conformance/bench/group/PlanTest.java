package dev.claviger.conformance.bench.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a run measures if nothing is said, and if something is. */
public final class PlanTest {
  @Test
  void wholeRun_hasEachCellOnce() {
    List<Cell> cells = whole(List.of(), List.of());
    assertEquals(cells.size(), new HashSet<>(cells).size());
  }

  @Test
  void wholeRun_fitsInAnHourAndAQuarter() {
    List<Cell> cells = whole(List.of(), List.of());
    String estimate = Estimate.of(cells, Pace.WHOLE);
    int minutes = Integer.parseInt(estimate.replaceAll(".*about (\\d+) minutes", "$1"));
    assertTrue(minutes <= 75, estimate);
  }

  @Test
  void peers_areMeasuredUpToFiveThousand() {
    Set<String> atTen =
        whole(List.of(), List.of()).stream()
            .filter(cell -> cell.members() == 10_000)
            .map(Cell::stack)
            .collect(Collectors.toSet());
    assertEquals(Set.of(Stacks.WITH_CONSCRYPT, Stacks.LOGGED), atTen);
  }

  @Test
  void sizesThatAreAskedFor_haveAllOperations() {
    List<Cell> cells = whole(List.of(20), List.of());
    assertTrue(cells.contains(Cell.parse("claviger/commit/bare/20/0x0001/0")));
    assertTrue(cells.contains(Cell.parse("claviger+softhsm/unprotect/full/20/0x0002/128")));
    assertTrue(cells.contains(Cell.parse("core-crypto/export/full/20/0x0001/0")));
  }

  @Test
  void storeWithoutConscrypt_isMeasuredIfItIsNamed() {
    String name = Stacks.STORED_WITHOUT_CONSCRYPT;
    assertFalse(names(whole(List.of(), List.of())).contains(name));
    assertEquals(Set.of(name), names(whole(List.of(), List.of(name))));
  }

  @Test
  void parametersOfCoreCrypto_areItsSizesAndSuites() {
    List<Cell> cells = new Plan(List.of(), List.of(), List.of()).ofCoreCrypto();
    assertEquals(5 * 2 * (3 + 3 + 3 + 3), cells.size());
    assertTrue(cells.contains(Cell.parse("core-crypto/build/none/101/0x0007/0")));
    assertEquals(Set.of(Stacks.LOGGED, Stacks.CORE_CRYPTO), names(cells));
  }

  private static List<Cell> whole(List<Integer> sizes, List<String> stacks) {
    return new Plan(List.of(), sizes, stacks).whole();
  }

  private static Set<String> names(List<Cell> cells) {
    return cells.stream().map(Cell::stack).collect(Collectors.toSet());
  }
}
