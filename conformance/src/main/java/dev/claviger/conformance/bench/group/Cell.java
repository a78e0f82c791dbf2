package dev.claviger.conformance.bench.group;

import java.util.Locale;

/**
 * What one measurement is of. Its text, {@code claviger/commit/full/1000/0x0001/0}, names it in
 * reports and to a forked JVM.
 *
 * @param stack the name of a stack
 * @param members of the group when the operation begins; after it for {@link Operation#BUILD} and
 *     {@link Operation#JOIN}
 * @param suite its code point
 * @param payload bytes of application data; 0 where there are none
 */
public record Cell(
    String stack, Operation operation, TreeShape tree, int members, int suite, int payload) {

  /**
   * @throws IllegalArgumentException if it is no text of a cell
   */
  public static Cell parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 6) {
      throw new IllegalArgumentException("not a cell: " + text);
    }
    return new Cell(
        parts[0],
        Operation.valueOf(parts[1].toUpperCase(Locale.ROOT)),
        TreeShape.valueOf(parts[2].toUpperCase(Locale.ROOT)),
        Integer.parseInt(parts[3]),
        Integer.decode(parts[4]),
        Integer.parseInt(parts[5]));
  }

  /** The same of another stack. */
  public Cell of(String other) {
    return new Cell(other, operation, tree, members, suite, payload);
  }

  /** What stacks are compared in: {@code commit/full/1000/0x0001/0}. */
  public String row() {
    return String.format(
        Locale.ROOT,
        "%s/%s/%d/0x%04x/%d",
        operation.name().toLowerCase(Locale.ROOT),
        tree.name().toLowerCase(Locale.ROOT),
        members,
        suite,
        payload);
  }

  @Override
  public String toString() {
    return stack + "/" + row();
  }
}
