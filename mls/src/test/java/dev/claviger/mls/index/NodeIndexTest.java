package dev.claviger.mls.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeIndexTest {
  private static final TreeSize SIXTEEN = new TreeSize(16);

  @Test
  void commonAncestorIsTheLowestNodeInBothPaths() {
    for (int x = 0; x < SIXTEEN.nodeCount(); x++) {
      for (int y = 0; y < SIXTEEN.nodeCount(); y++) {
        NodeIndex a = new NodeIndex(x);
        NodeIndex b = new NodeIndex(y);
        Set<NodeIndex> above = new HashSet<>(SIXTEEN.directPath(b));
        above.add(b);
        NodeIndex expected = a;
        while (!above.contains(expected)) {
          expected = SIXTEEN.parent(expected);
        }
        assertEquals(expected, a.commonAncestor(b));
        assertEquals(a.equals(b) || SIXTEEN.directPath(b).contains(a), a.covers(b));
      }
    }
  }

  @Test
  void leavesBelowANodeAreContiguous() {
    assertEquals(new LeafIndex(4), new NodeIndex(11).firstLeaf());
    assertEquals(new LeafIndex(7), new NodeIndex(11).lastLeaf());
    assertEquals(new LeafIndex(3), new NodeIndex(6).firstLeaf());
  }

  @Test
  void copathHasTheSiblingsOfThePath() {
    assertEquals(
        List.of(new NodeIndex(2), new NodeIndex(5), new NodeIndex(11), new NodeIndex(23)),
        SIXTEEN.copath(new NodeIndex(0)));
  }

  @Test
  void leafHasNoChildren_andTheRootNoParent() {
    NodeIndex leaf = new NodeIndex(6);
    assertThrows(IllegalStateException.class, leaf::left);
    assertThrows(IllegalStateException.class, leaf::right);
    NodeIndex root = SIXTEEN.root();
    assertThrows(IllegalArgumentException.class, () -> SIXTEEN.parent(root));
    assertThrows(IllegalArgumentException.class, () -> SIXTEEN.sibling(root));
  }

  @Test
  void leafIndexIsUnsigned() {
    LeafIndex huge = new LeafIndex(-1);
    assertEquals("4294967295", huge.toString());
    assertFalse(SIXTEEN.contains(huge));
    assertThrows(IndexOutOfBoundsException.class, huge::node);
  }

  @Test
  void sizeThatIsNoPowerOfTwoIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TreeSize(3));
    assertThrows(IllegalArgumentException.class, () -> new TreeSize(0));
    assertThrows(IllegalArgumentException.class, () -> new TreeSize(1 << 30));
  }
}
