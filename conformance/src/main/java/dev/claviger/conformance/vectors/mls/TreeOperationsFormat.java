package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.MalformedVectorException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Update;

/** mlswg's {@code tree-operations.json}: Add, Update and Remove on a tree (RFC 9420 §12.1). */
final class TreeOperationsFormat extends MlsFormat.OfSuite {
  TreeOperationsFormat() {
    super("tree-operations");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    RatchetTree before = Trees.read(suite, in, "tree_before");
    Expect.equal("tree_hash_before", in.hex("tree_hash_before"), before.rootHash());
    Bytes encodedBefore = before.toExtension().encode();
    TreeEdit edit = before.edit();
    apply(
        TlsReader.decode(in.hex("proposal"), "Proposal", Proposal::read),
        new LeafIndex(in.uint32("proposal_sender")),
        edit);
    RatchetTree after = edit.freeze();
    Expect.equal("tree_after", in.hex("tree_after"), after.toExtension().encode());
    Expect.equal("tree_hash_after", in.hex("tree_hash_after"), after.rootHash());
    Expect.equal("the old tree", encodedBefore, before.toExtension().encode());
    Expect.equal("the old tree's hash", in.hex("tree_hash_before"), before.rootHash());
  }

  private static void apply(Proposal proposal, LeafIndex sender, TreeEdit edit) {
    if (proposal instanceof Add add) {
      edit.add(add.keyPackage().leafNode());
    } else if (proposal instanceof Update update) {
      edit.update(sender, update.leafNode());
    } else if (proposal instanceof Remove remove) {
      edit.remove(remove.removed());
      edit.truncate();
    } else {
      throw new MalformedVectorException("such a proposal does not change a tree");
    }
  }
}
