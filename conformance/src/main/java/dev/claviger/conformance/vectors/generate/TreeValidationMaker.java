package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.tree.RatchetTree;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Trees with parents, with an unmerged leaf, and with blanks (RFC 9420 §7). */
final class TreeValidationMaker implements Maker.OfSuite {
  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    SeededGroup group = new SeededGroup(suite, random);
    Stream.Builder<Entry> entries = Stream.builder();
    group.grow(0, UnaryOperator.identity());
    group.grow(1, c -> c.update());
    entries.add(entry(group));
    group.grow(0, UnaryOperator.identity());
    entries.add(entry(group));
    group.grow(3, c -> c.update());
    group.commit(2, c -> c.remove(group.member(1).epoch().self()));
    entries.add(entry(group));
    return entries.build();
  }

  private static Entry entry(SeededGroup group) {
    RatchetTree tree = group.tree();
    List<NodeIndex> nodes =
        IntStream.range(0, tree.size().nodeCount()).mapToObj(NodeIndex::new).toList();
    return Entry.of(group.suite())
        .hex("tree", group.encodedTree())
        .hex("group_id", group.member(0).groupId().value())
        .integerLists(
            "resolutions",
            nodes.stream()
                .map(node -> tree.resolution(node).stream().map(NodeIndex::value).toList())
                .toList())
        .hexList("tree_hashes", nodes.stream().map(tree::hash).toList());
  }
}
