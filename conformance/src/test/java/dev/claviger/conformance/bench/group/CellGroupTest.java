package dev.claviger.conformance.bench.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is measured in one JVM. */
public final class CellGroupTest {
  @Test
  void cellsOfAGroup_areOfOneStackSizeSuiteAndTree() {
    List<CellGroup> groups =
        CellGroup.of(
            cells(
                "claviger/join/full/10/0x0001/0",
                "bouncycastle/join/full/10/0x0001/0",
                "claviger/commit/full/10/0x0001/0",
                "claviger/commit/bare/10/0x0001/0",
                "claviger/commit/full/10/0x0002/0",
                "claviger/commit/full/50/0x0001/0"));
    assertEquals(5, groups.size());
    assertEquals(
        cells("claviger/commit/full/10/0x0001/0", "claviger/join/full/10/0x0001/0"),
        groups.get(0).cells());
  }

  @Test
  void keyPackagesAndBuilds_comeAfterTheFullTree() {
    List<CellGroup> groups =
        CellGroup.of(
            cells(
                "claviger/key_package/none/0/0x0001/0",
                "claviger/build/none/10/0x0001/0",
                "claviger/process/full/10/0x0001/0",
                "claviger/commit/full/10/0x0001/0"));
    assertEquals(1, groups.size());
    assertEquals(
        cells(
            "claviger/commit/full/10/0x0001/0",
            "claviger/process/full/10/0x0001/0",
            "claviger/key_package/none/0/0x0001/0",
            "claviger/build/none/10/0x0001/0"),
        groups.get(0).cells());
  }

  @Test
  void keyPackagesAlone_areAGroup() {
    assertEquals(1, CellGroup.of(cells("core-crypto/key_package/none/0/0x0001/0")).size());
  }

  @Test
  void everyPlannedCell_isInOneGroup() {
    List<Cell> planned = new Plan(List.of(), List.of(), List.of()).whole();
    List<Cell> grouped =
        CellGroup.of(planned).stream().flatMap(group -> group.cells().stream()).toList();
    assertEquals(planned.size(), grouped.size());
    assertTrue(grouped.containsAll(planned));
  }

  private static List<Cell> cells(String... texts) {
    return Stream.of(texts).map(Cell::parse).toList();
  }
}
