package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import java.util.HashSet;
import java.util.Set;

/** That no key stands twice in a tree (RFC 9420 §7.3, §16.8). */
public final class UniqueKeys {
  private UniqueKeys() {}

  /**
   * @throws ValidationException if two nodes have one encryption key, two leaves one signature key,
   *     or a signature key is an encryption key too
   */
  public static void check(TreeView tree) {
    tree.keys();
    if (tree.keysAreDistinct) {
      return;
    }
    compareAll(tree);
    tree.keysAreDistinct = true;
  }

  private static void compareAll(TreeView tree) {
    Set<Bytes> encryptionKeys = new HashSet<>();
    tree.forEachNode(
        (index, node) -> {
          if (!encryptionKeys.add(node.encryptionKey().value())) {
            throw new ValidationException(Rule.ENCRYPTION_KEYS_ARE_UNIQUE, "node " + index);
          }
        });
    Set<Bytes> signatureKeys = new HashSet<>();
    tree.forEachLeaf(
        (index, leaf) -> {
          Bytes key = leaf.signatureKey().value();
          if (!signatureKeys.add(key)) {
            throw new ValidationException(Rule.SIGNATURE_KEYS_ARE_UNIQUE, "leaf " + index);
          }
          if (encryptionKeys.contains(key)) {
            throw new ValidationException(Rule.KEYS_HAVE_ONE_USE, "leaf " + index);
          }
        });
  }
}
