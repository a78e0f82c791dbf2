package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Update;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Add, Update and Remove on a tree of three (RFC 9420 §12.1); the Remove shrinks the tree. */
final class TreeOperationsMaker implements Maker.OfSuite {
  private static final LeafIndex FIRST = new LeafIndex(0);
  private static final LeafIndex LAST = new LeafIndex(2);

  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    SeededGroup group = new SeededGroup(suite, random);
    group.grow(0, UnaryOperator.identity());
    group.grow(0, c -> c.update());
    Add add = new Add(group.client().keyPackage());
    LeafNode renewed = Leaves.update(group.member(2), suite, random);
    return Stream.of(
        entry(group, FIRST, add, edit -> edit.add(add.keyPackage().leafNode())),
        entry(group, LAST, new Update(renewed), edit -> edit.update(LAST, renewed)),
        entry(
            group,
            FIRST,
            new Remove(LAST),
            edit -> {
              edit.remove(LAST);
              edit.truncate();
            }));
  }

  private static Entry entry(
      SeededGroup group, LeafIndex sender, Proposal proposal, Consumer<TreeEdit> operation) {
    RatchetTree before = group.tree();
    TreeEdit edit = before.edit();
    operation.accept(edit);
    RatchetTree after = edit.freeze();
    return Entry.of(group.suite())
        .struct("tree_before", before.toExtension())
        .struct("proposal", proposal)
        .number("proposal_sender", sender.value())
        .hex("tree_hash_before", before.rootHash())
        .struct("tree_after", after.toExtension())
        .hex("tree_hash_after", after.rootHash());
  }
}
