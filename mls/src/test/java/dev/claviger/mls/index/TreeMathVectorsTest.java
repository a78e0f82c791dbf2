package dev.claviger.mls.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.mls.vectors.Vectors;
import org.junit.jupiter.api.Test;

class TreeMathVectorsTest {
  @Test
  void everyRelationOfEveryTreeIsAsInTheVectors() {
    for (JsonNode vector : Vectors.read("tree-math.json")) {
      TreeSize size = new TreeSize(vector.get("n_leaves").intValue());
      assertEquals(vector.get("n_nodes").intValue(), size.nodeCount());
      assertEquals(vector.get("root").intValue(), size.root().value());
      for (int i = 0; i < size.nodeCount(); i++) {
        check(vector, i, size, new NodeIndex(i));
      }
    }
  }

  private static void check(JsonNode vector, int i, TreeSize size, NodeIndex node) {
    if (node.isLeaf()) {
      assertThrows(IllegalStateException.class, node::left);
      assertThrows(IllegalStateException.class, node::right);
    } else {
      assertEquals(vector.get("left").get(i).intValue(), node.left().value());
      assertEquals(vector.get("right").get(i).intValue(), node.right().value());
    }
    if (node.equals(size.root())) {
      assertThrows(IllegalArgumentException.class, () -> size.parent(node));
      assertThrows(IllegalArgumentException.class, () -> size.sibling(node));
    } else {
      assertEquals(vector.get("parent").get(i).intValue(), size.parent(node).value());
      assertEquals(vector.get("sibling").get(i).intValue(), size.sibling(node).value());
    }
  }
}
