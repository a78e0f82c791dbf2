package dev.claviger.mls.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.vectors.Vectors;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Update;
import org.junit.jupiter.api.Test;

class TreeOperationsVectorsTest {
  @Test
  void addUpdateAndRemoveGiveTheTreeOfTheVectors() {
    for (JsonNode vector : Vectors.read("tree-operations.json")) {
      RatchetTree before = tree(vector, "tree_before");
      assertEquals(Vectors.bytes(vector, "tree_hash_before"), before.rootHash());
      Bytes encodedBefore = before.toExtension().encode();
      Proposal proposal =
          TlsReader.decode(Vectors.bytes(vector, "proposal"), "Proposal", Proposal::read);
      TreeEdit edit = before.edit();
      apply(edit, proposal, new LeafIndex(vector.get("proposal_sender").intValue()));
      RatchetTree after = edit.freeze();
      assertEquals(Vectors.bytes(vector, "tree_after"), after.toExtension().encode());
      assertEquals(Vectors.bytes(vector, "tree_hash_after"), after.rootHash());
      assertEquals(encodedBefore, before.toExtension().encode(), "the old tree has not changed");
      assertEquals(Vectors.bytes(vector, "tree_hash_before"), before.rootHash());
    }
  }

  static RatchetTree tree(JsonNode vector, String field) {
    return RatchetTree.of(
        Vectors.suite(vector),
        TlsReader.decode(Vectors.bytes(vector, field), "ratchet_tree", RatchetTreeExtension::read));
  }

  private static void apply(TreeEdit edit, Proposal proposal, LeafIndex sender) {
    if (proposal instanceof Add add) {
      edit.add(add.keyPackage().leafNode());
    } else if (proposal instanceof Update update) {
      edit.update(sender, update.leafNode());
    } else if (proposal instanceof Remove remove) {
      edit.remove(remove.removed());
      edit.truncate();
    } else {
      throw new AssertionError(proposal);
    }
  }
}
