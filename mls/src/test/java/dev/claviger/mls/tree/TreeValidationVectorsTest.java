package dev.claviger.mls.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.Bytes;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.vectors.Vectors;
import dev.claviger.mls.wire.GroupId;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TreeValidationVectorsTest {
  @Test
  void everyTreeOfTheVectorsIsValid() {
    for (JsonNode vector : Vectors.read("tree-validation.json")) {
      RatchetTree tree = TreeOperationsVectorsTest.tree(vector, "tree");
      JsonNode hashes = vector.get("tree_hashes");
      for (int i = 0; i < tree.size().nodeCount(); i++) {
        NodeIndex node = new NodeIndex(i);
        assertEquals(expectedResolution(vector, i), tree.resolution(node));
        assertEquals(Bytes.fromHex(hashes.get(i).textValue()), tree.hash(node));
      }
      TreeCheck.check(tree, tree.rootHash(), new GroupId(Vectors.bytes(vector, "group_id")));
    }
  }

  private static List<NodeIndex> expectedResolution(JsonNode vector, int node) {
    return StreamSupport.stream(vector.get("resolutions").get(node).spliterator(), false)
        .map(index -> new NodeIndex(index.intValue()))
        .toList();
  }
}
