package dev.claviger.conformance.bench.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells that one JVM measures, since they can share the founding of a group. Those that call
 * what all others call come first, and warm it up.
 *
 * @param stack of all
 * @param cells one at least
 */
public record CellGroup(String stack, List<Cell> cells) {
  private static final List<Operation> ORDER =
      List.of(
          Operation.COMMIT,
          Operation.PROCESS,
          Operation.PROTECT,
          Operation.UNPROTECT,
          Operation.EXPORT,
          Operation.EXTERNAL_COMMIT,
          Operation.ADD,
          Operation.REMOVE,
          Operation.JOIN,
          Operation.OPEN,
          Operation.KEY_PACKAGE,
          Operation.BUILD);

  private record Key(String stack, int suite, int members, TreeShape tree) {}

  /** In the order of their first cells. KeyPackages go with some group of the same stack. */
  public static List<CellGroup> of(List<Cell> cells) {
    Map<Key, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      if (cell.members() > 0) {
        groups.computeIfAbsent(key(cell), key -> new ArrayList<>()).add(cell);
      }
    }
    for (Cell cell : cells) {
      if (cell.members() == 0) {
        Key some =
            groups.keySet().stream()
                .filter(key -> key.stack().equals(cell.stack()) && key.suite() == cell.suite())
                .findFirst()
                .orElse(key(cell));
        groups.computeIfAbsent(some, key -> new ArrayList<>()).add(cell);
      }
    }
    return groups.entrySet().stream()
        .map(group -> new CellGroup(group.getKey().stack(), ordered(group.getValue())))
        .toList();
  }

  private static Key key(Cell cell) {
    TreeShape tree = cell.tree() == TreeShape.BARE ? TreeShape.BARE : TreeShape.FULL;
    return new Key(cell.stack(), cell.suite(), cell.members(), tree);
  }

  private static List<Cell> ordered(List<Cell> cells) {
    return cells.stream()
        .sorted(Comparator.comparingInt(cell -> ORDER.indexOf(cell.operation())))
        .toList();
  }
}
