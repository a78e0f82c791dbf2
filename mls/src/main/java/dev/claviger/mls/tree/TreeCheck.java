package dev.claviger.mls.tree;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Parallel;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.ParentNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The integrity of a tree that one who joins was given (RFC 9420 §12.4.3.1). */
public final class TreeCheck {
  private final RatchetTree tree;

  private TreeCheck(RatchetTree tree) {
    this.tree = tree;
  }

  /**
   * Checks the tree against the GroupContext that it came with, its parent hashes, the uniqueness
   * of its keys, and the signature of every leaf.
   *
   * @throws ValidationException if any of that is wrong
   */
  public static void check(RatchetTree tree, Bytes treeHash, GroupId groupId) {
    if (!tree.rootHash().equals(treeHash)) {
      throw new ValidationException(Rule.TREE_HASH_MATCHES);
    }
    TreeCheck check = new TreeCheck(tree);
    UniqueKeys.check(tree);
    check.parentHashesAreValid();
    check.leafSignaturesVerify(groupId);
  }

  /**
   * Checks that every non-blank parent is parent-hash valid (§7.9.2).
   *
   * @throws ValidationException if one is not
   */
  public static void checkParentHashes(RatchetTree tree) {
    new TreeCheck(tree).parentHashesAreValid();
  }

  /**
   * @throws ValidationException if a signature does not verify
   */
  public static void checkLeafSignatures(RatchetTree tree, GroupId groupId) {
    new TreeCheck(tree).leafSignaturesVerify(groupId);
  }

  /**
   * Top down: exactly one child of each non-blank parent leads to the node that it was set with.
   */
  private void parentHashesAreValid() {
    for (int i = 1; i < tree.size().nodeCount(); i += 2) {
      NodeIndex index = new NodeIndex(i);
      tree.parentNode(index)
          .ifPresent(
              parent -> {
                boolean left = isValid(parent, index.left(), index.right());
                boolean right = isValid(parent, index.right(), index.left());
                if (left == right) {
                  throw new ValidationException(Rule.PARENT_HASHES_ARE_VALID, "node " + index);
                }
              });
    }
  }

  /**
   * Whether the resolution of {@code child}, but for the leaves unmerged at the parent, is one node
   * whose parent hash is that of the parent with {@code sibling}.
   */
  private boolean isValid(ParentNode parent, NodeIndex child, NodeIndex sibling) {
    List<NodeIndex> resolution = tree.resolution(child);
    List<LeafIndex> unmerged = ParentHash.below(child, parent.unmergedLeaves());
    if (resolution.size() != unmerged.size() + 1) {
      return false;
    }
    Set<NodeIndex> rest = new HashSet<>(resolution);
    unmerged.forEach(leaf -> rest.remove(leaf.node()));
    if (rest.size() != 1) {
      return false;
    }
    Bytes parentHash = tree.node(rest.iterator().next()).orElseThrow().parentHash();
    return !parentHash.isEmpty() && parentHash.equals(ParentHash.of(tree, parent, sibling));
  }

  /** In parallel: each verification stands alone, and there are as many as members. */
  private void leafSignaturesVerify(GroupId groupId) {
    List<LeafIndex> members = new ArrayList<>();
    tree.forEachLeaf((index, leaf) -> members.add(index));
    Parallel.forEach(members, index -> verify(groupId, index));
  }

  private void verify(GroupId groupId, LeafIndex index) {
    try {
      tree.leaf(index).orElseThrow().verifySignature(tree.suite(), groupId, index);
    } catch (AuthenticationException | CryptoException e) {
      throw new ValidationException(Rule.LEAF_SIGNATURE_VERIFIES, "leaf " + index);
    }
  }
}
