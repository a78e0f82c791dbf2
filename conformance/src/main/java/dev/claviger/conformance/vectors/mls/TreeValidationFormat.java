package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.TreeCheck;
import dev.claviger.mls.wire.GroupId;
import java.util.List;
import java.util.stream.IntStream;

/** mlswg's {@code tree-validation.json}: hashes, resolutions and signatures of a tree (§7). */
final class TreeValidationFormat extends MlsFormat.OfSuite {
  TreeValidationFormat() {
    super("tree-validation");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    RatchetTree tree = Trees.read(suite, in, "tree");
    List<NodeIndex> nodes =
        IntStream.range(0, tree.size().nodeCount()).mapToObj(NodeIndex::new).toList();
    Expect.equal(
        "tree_hashes",
        in.texts("tree_hashes"),
        nodes.stream().map(node -> tree.hash(node).toHex()).toList());
    Expect.equal(
        "resolutions",
        in.integerLists("resolutions"),
        nodes.stream()
            .map(node -> tree.resolution(node).stream().map(NodeIndex::value).toList())
            .toList());
    TreeCheck.check(tree, tree.rootHash(), new GroupId(in.hex("group_id")));
  }
}
