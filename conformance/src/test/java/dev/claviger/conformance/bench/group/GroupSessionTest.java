package dev.claviger.conformance.bench.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shots over several cells, as JMH asks for them. */
public final class GroupSessionTest {
  private static final Pace PACE = new Pace(0, 0, 0, 60_000, 1, 3, 0);
  private final List<Result> told = new ArrayList<>();

  @Test
  void shotsGoToOneCellAfterTheOther_andThenToNone() {
    try (Stacks stacks = new Stacks();
        GroupSession session =
            session(stacks, "claviger/commit/full/3/1/0", "claviger/export/full/3/1/0")) {
      for (int shot = 0; shot < 2 * PACE.mostRounds(); shot++) {
        assertTrue(session.prepare());
        assertNotNull(session.run());
      }
      assertFalse(session.prepare());
      assertNull(session.run());
    }
    assertEquals(List.of(3, 3), told.stream().map(result -> result.figures().rounds()).toList());
  }

  /** JMH has as many shots as all cells could need: none is left over when all needed them. */
  @Test
  void lastCell_isToldOfWhenTheSessionIsClosed() {
    try (Stacks stacks = new Stacks();
        GroupSession session = session(stacks, "claviger/export/full/3/1/0")) {
      for (int shot = 0; shot < PACE.mostRounds(); shot++) {
        session.prepare();
        session.run();
      }
      assertEquals(0, told.size());
    }
    assertEquals(3, told.get(0).figures().rounds());
  }

  @Test
  void cellThatFailsOrIsNotOffered_doesNotStopTheOthers() {
    try (Stacks stacks = new Stacks();
        GroupSession session =
            session(
                stacks,
                "claviger/commit/full/3/1/0",
                "claviger/open/full/3/1/0",
                "claviger/protect/full/3/1/-1",
                "claviger+conscrypt/commit/full/3/1/0",
                "claviger/process/full/3/1/0")) {
      while (session.prepare()) {
        session.run();
      }
    }
    assertNotNull(told.get(0).figures());
    assertEquals("nothing is stored", told.get(1).notRun());
    assertTrue(told.get(2).notRun().startsWith("failed: "), told.get(2).notRun());
    assertEquals("Conscrypt is not on the class path", told.get(3).notRun());
    assertNotNull(told.get(4).figures());
    assertEquals(5, told.size());
  }

  private GroupSession session(Stacks stacks, String... cells) {
    return new GroupSession(stacks, Stream.of(cells).map(Cell::parse).toList(), PACE, told::add);
  }
}
