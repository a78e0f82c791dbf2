package dev.claviger.mls.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Keeps;
import dev.claviger.mls.rule.Rule;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeHashTest {
  private final CipherSuite suite = TestClients.suite();

  @Test
  @Keeps(Rule.TREE_HASH_COVERS_BLANKS_AS_ABSENT)
  void blankNodeIsHashedAsAnAbsentValue() {
    Bytes blankLeaf = suite.hash(Bytes.fromHex("01" + "00000005" + "00"));
    assertEquals(blankLeaf, TreeHash.ofLeaf(suite, new LeafIndex(5), Optional.empty()));
    Bytes length = Bytes.fromHex("20");
    assertEquals(
        suite.hash(Bytes.concat(Bytes.fromHex("0200"), length, blankLeaf, length, blankLeaf)),
        TreeHash.ofParent(suite, Optional.empty(), blankLeaf, blankLeaf));
  }
}
