package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** mlswg's {@code tree-math.json}: the array-based trees of RFC 9420 Appendix C. */
final class TreeMathFormat extends MlsFormat {
  TreeMathFormat() {
    super("tree-math");
  }

  @Override
  Verdict check(Fields in) {
    TreeSize tree = new TreeSize(in.integer("n_leaves"));
    Expect.equal("n_nodes", in.integer("n_nodes"), tree.nodeCount());
    Expect.equal("root", in.integer("root"), tree.root().value());
    relation(in, "left", tree, node -> node.isLeaf() ? none() : Optional.of(node.left()));
    relation(in, "right", tree, node -> node.isLeaf() ? none() : Optional.of(node.right()));
    relation(
        in, "parent", tree, node -> isRoot(tree, node) ? none() : Optional.of(tree.parent(node)));
    relation(
        in, "sibling", tree, node -> isRoot(tree, node) ? none() : Optional.of(tree.sibling(node)));
    return Verdict.PASSED;
  }

  private static void relation(
      Fields in, String name, TreeSize tree, Function<NodeIndex, Optional<NodeIndex>> relation) {
    List<Optional<Integer>> expected = in.optionalIntegers(name);
    Expect.equal("length of " + name, tree.nodeCount(), expected.size());
    List<Optional<Integer>> actual =
        IntStream.range(0, tree.nodeCount())
            .mapToObj(node -> relation.apply(new NodeIndex(node)).map(NodeIndex::value))
            .toList();
    Expect.equal(name, expected, actual);
  }

  private static boolean isRoot(TreeSize tree, NodeIndex node) {
    return node.equals(tree.root());
  }

  private static Optional<NodeIndex> none() {
    return Optional.empty();
  }
}
