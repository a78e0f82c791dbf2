package dev.claviger.conformance.survival;

import java.util.Optional;

/**
 * What was asked and not answered yet: if the process dies now, it was done or was not.
 *
 * @param table the group that it concerns, if it does
 * @param message what it was about
 */
record Doubt(Kind kind, Optional<Table> table, String message) {
  enum Kind {
    NONE,
    KEY_PACKAGE,
    WITHDRAW,
    CREATE,
    JOIN,
    DELETE,
    PROTECT,
    READ,
    QUEUE,
    ENTER,
    COMMIT,
    DROP,
    PROPOSE,
    CLEAR
  }

  static final Doubt NONE = new Doubt(Kind.NONE, Optional.empty(), "");

  static Doubt of(Kind kind, String message) {
    return new Doubt(kind, Optional.empty(), message);
  }

  static Doubt of(Kind kind, Table table) {
    return of(kind, table, "");
  }

  static Doubt of(Kind kind, Table table, String message) {
    return new Doubt(kind, Optional.of(table), message);
  }

  boolean is(Kind one, Table there) {
    return kind == one && table.filter(there::equals).isPresent();
  }
}
