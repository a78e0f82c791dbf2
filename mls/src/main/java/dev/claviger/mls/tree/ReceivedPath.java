package dev.claviger.mls.tree;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.UpdatePath;
import dev.claviger.mls.wire.UpdatePathNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Another member's update of its path, merged into the tree (RFC 9420 §7.5): first the public part,
 * then, once the provisional GroupContext over that tree is known, the path secret for us.
 */
public final class ReceivedPath {
  private final RatchetTree tree;
  private final LeafIndex committer;
  private final UpdatePath update;
  private final List<NodeIndex> path;
  private final Set<LeafIndex> added;

  private ReceivedPath(
      RatchetTree tree,
      LeafIndex committer,
      UpdatePath update,
      List<NodeIndex> path,
      Set<LeafIndex> added) {
    this.tree = tree;
    this.committer = committer;
    this.update = update;
    this.path = path;
    this.added = added;
  }

  /**
   * Merges an UpdatePath whose leaf has been validated.
   *
   * @param edit the tree after the proposals; it is used up
   * @param added the leaves added by the same Commit
   * @throws ValidationException if the path does not fit the tree, its keys are not new, or its
   *     parent hash is wrong
   */
  public static ReceivedPath merge(
      TreeEdit edit, LeafIndex committer, UpdatePath update, Set<LeafIndex> added) {
    List<NodeIndex> path = List.copyOf(edit.filteredDirectPath(committer));
    if (path.size() != update.nodes().size()) {
      throw new ValidationException(
          Rule.PATH_FITS_TREE, update.nodes().size() + " nodes for " + path.size());
    }
    checkCiphertextCounts(edit, committer, update, path, added);
    List<HpkePublicKey> keys = Lists.map(update.nodes(), UpdatePathNode::encryptionKey);
    checkKeysAreNew(edit, update.leafNode(), keys);
    if (!PathMerge.setParents(edit, committer, path, keys).equals(update.leafNode().parentHash())) {
      throw new ValidationException(Rule.PATH_PARENT_HASH_MATCHES);
    }
    edit.set(committer.node(), update.leafNode());
    return new ReceivedPath(edit.freeze(), committer, update, path, added);
  }

  public RatchetTree tree() {
    return tree;
  }

  /**
   * Decrypts the path secret meant for us and derives the keys above it. One use of a private key.
   *
   * @param leafKey the key pair of our leaf
   * @param keys the keys we had of nodes; those that are not in the tree any more are not asked for
   * @param provisional the GroupContext over {@link #tree}
   * @throws ValidationException if nothing decrypts, or it gives other keys than the path has
   * @throws dev.claviger.crypto.key.VaultException if a vault fails to decrypt, or to keep the keys
   */
  public OpenedPath open(
      LeafIndex self, HpkeKeyPair leafKey, PathKeys keys, GroupContext provisional) {
    NodeIndex ancestor = committer.node().commonAncestor(self.node());
    int at = path.indexOf(ancestor);
    Secret first = decrypt(at, self, leafKey, keys, provisional);
    List<NodeIndex> above = path.subList(at, path.size());
    PathSecrets secrets = new PathSecrets(tree.suite(), first, above);
    try {
      for (NodeIndex node : above) {
        if (!secrets.keyPairs().get(node).publicKey().equals(keyOf(node))) {
          throw new ValidationException(Rule.PATH_KEYS_MATCH_SECRET, "node " + node);
        }
      }
      secrets.keepIn(keys.keeper());
      secrets.close();
      return new OpenedPath(secrets.commitSecret(), keys.advance(secrets.keyPairs(), tree));
    } catch (RuntimeException e) {
      secrets.discard();
      throw e;
    }
  }

  private Secret decrypt(
      int at, LeafIndex self, HpkeKeyPair leafKey, PathKeys keys, GroupContext provisional) {
    List<NodeIndex> recipients = PathMerge.recipients(tree, committer, path.get(at), added);
    for (int i = 0; i < recipients.size(); i++) {
      NodeIndex node = recipients.get(i);
      HpkeKeyPair key = node.equals(self.node()) ? leafKey : keys.find(node).orElse(null);
      if (key != null) {
        return decrypt(key, provisional, update.nodes().get(at).encryptedPathSecret().get(i));
      }
    }
    throw new ValidationException(Rule.PATH_SECRET_DECRYPTS, "no key of ours is addressed");
  }

  private Secret decrypt(HpkeKeyPair key, GroupContext provisional, HpkeCiphertext ciphertext) {
    Secret secret;
    try {
      secret =
          tree.suite().decryptWithLabel(key, CreatedPath.LABEL, provisional.encode(), ciphertext);
    } catch (AuthenticationException | InvalidPublicKeyException e) {
      throw new ValidationException(Rule.PATH_SECRET_DECRYPTS, e);
    }
    if (secret.length() != tree.suite().hashLength()) {
      secret.destroy();
      throw new ValidationException(Rule.PATH_SECRET_DECRYPTS, "its length is not KDF.Nh");
    }
    return secret;
  }

  private HpkePublicKey keyOf(NodeIndex node) {
    return tree.node(node).orElseThrow().encryptionKey();
  }

  private static void checkCiphertextCounts(
      TreeEdit edit,
      LeafIndex committer,
      UpdatePath update,
      List<NodeIndex> path,
      Set<LeafIndex> added) {
    for (int i = 0; i < path.size(); i++) {
      int expected = PathMerge.recipients(edit, committer, path.get(i), added).size();
      if (update.nodes().get(i).encryptedPathSecret().size() != expected) {
        throw new ValidationException(Rule.PATH_CIPHERTEXTS_FIT_RESOLUTION, "node " + path.get(i));
      }
    }
  }

  /** None of the keys is in the tree, nor twice in the path (§12.4.2). */
  private static void checkKeysAreNew(TreeEdit edit, LeafNode leaf, List<HpkePublicKey> parents) {
    List<Bytes> keys = new ArrayList<>(1 + parents.size());
    keys.add(leaf.encryptionKey().value());
    parents.forEach(key -> keys.add(key.value()));
    for (int i = 0; i < keys.size(); i++) {
      // There are no more than the tree is high.
      if (keys.indexOf(keys.get(i)) < i) {
        throw new ValidationException(Rule.PATH_KEYS_ARE_NEW, "a key comes twice in the path");
      }
    }
    if (keys.contains(leaf.signatureKey().value())) {
      throw new ValidationException(Rule.KEYS_HAVE_ONE_USE, "the committer's");
    }
    if (edit.mayHaveAny(keys)) {
      checkNoNodeHas(Set.copyOf(keys), edit);
    }
  }

  private static void checkNoNodeHas(Set<Bytes> keys, TreeEdit edit) {
    edit.forEachNode(
        (index, node) -> {
          if (keys.contains(node.encryptionKey().value())) {
            throw new ValidationException(Rule.PATH_KEYS_ARE_NEW, "node " + index);
          }
          if (node instanceof LeafNode leaf && keys.contains(leaf.signatureKey().value())) {
            throw new ValidationException(Rule.KEYS_HAVE_ONE_USE, "node " + index);
          }
        });
  }
}
