package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.LabelledSealer;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Parallel;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeContent;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.UpdatePath;
import dev.claviger.mls.wire.UpdatePathNode;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An update of the committer's own path (RFC 9420 §7.5): first the tree with the new keys, then,
 * once the provisional GroupContext over that tree is known, the path secrets sealed to the group.
 */
public final class CreatedPath implements AutoCloseable {
  /** Label of the HPKE encryption (§7.6). */
  static final String LABEL = "UpdatePathNode";

  private final RatchetTree tree;
  private final LeafIndex committer;
  private final LeafNode leaf;
  private final List<NodeIndex> path;
  private final PathSecrets secrets;

  private CreatedPath(
      RatchetTree tree,
      LeafIndex committer,
      LeafNode leaf,
      List<NodeIndex> path,
      PathSecrets secrets) {
    this.tree = tree;
    this.committer = committer;
    this.leaf = leaf;
    this.path = path;
    this.secrets = secrets;
  }

  /**
   * @param edit the tree after the proposals; it is used up
   * @param content the new leaf, its encryption key fresh from the vault; the source is replaced
   * @param signer the private key of the leaf's signature key
   * @param keeper takes over the private keys of the nodes
   */
  public static CreatedPath create(
      TreeEdit edit,
      LeafIndex committer,
      LeafNodeContent content,
      GroupId groupId,
      PrivateKey signer,
      DerivedKeys keeper) {
    CipherSuite suite = edit.suite();
    List<NodeIndex> path = List.copyOf(edit.filteredDirectPath(committer));
    PathSecrets secrets = new PathSecrets(suite, suite.randomSecret(suite.hashLength()), path);
    try {
      secrets.keepIn(keeper);
      return create(edit, committer, content, groupId, signer, path, secrets);
    } catch (RuntimeException e) {
      secrets.discard();
      throw e;
    }
  }

  private static CreatedPath create(
      TreeEdit edit,
      LeafIndex committer,
      LeafNodeContent content,
      GroupId groupId,
      PrivateKey signer,
      List<NodeIndex> path,
      PathSecrets secrets) {
    List<HpkePublicKey> keys = Lists.map(path, node -> secrets.keyPairs().get(node).publicKey());
    Bytes parentHash = PathMerge.setParents(edit, committer, path, keys);
    LeafNode leaf =
        new LeafNodeContent(
                content.encryptionKey(),
                content.signatureKey(),
                content.credential(),
                content.capabilities(),
                new LeafNodeSource.Commit(parentHash),
                content.extensions())
            .sign(edit.suite(), signer, groupId, committer);
    edit.set(committer.node(), leaf);
    return new CreatedPath(edit.freeze(), committer, leaf, path, secrets);
  }

  public RatchetTree tree() {
    return tree;
  }

  /** The caller's to destroy. */
  public Secret commitSecret() {
    return secrets.commitSecret();
  }

  /** The private keys of the committer in the new tree. */
  public PathKeys advance(PathKeys keys) {
    return keys.advance(secrets.keyPairs(), tree);
  }

  /**
   * The path secret of the lowest node above both the committer and a new member (§12.4.3.1); it
   * lives as long as this path.
   */
  public Optional<Secret> pathSecretFor(LeafIndex member) {
    return Optional.ofNullable(secrets.at(committer.node().commonAncestor(member.node())));
  }

  /**
   * Seals each path secret to the resolution of its copath child (§7.5), in parallel: the seals are
   * independent and there may be as many as members.
   *
   * @param provisional the GroupContext over {@link #tree}
   * @param added the leaves added by the same Commit, which get their secret in the Welcome
   */
  public UpdatePath seal(GroupContext provisional, Set<LeafIndex> added) {
    LabelledSealer sealer = tree.suite().sealerWithLabel(LABEL, provisional.encode());
    List<Recipient> recipients = recipients(added);
    List<HpkeCiphertext> ciphertexts =
        Parallel.map(recipients, to -> sealer.seal(to.key(), secrets.at(to.node())));
    List<UpdatePathNode> nodes = new ArrayList<>();
    int next = 0;
    for (NodeIndex node : path) {
      int from = next;
      while (next < recipients.size() && recipients.get(next).node().equals(node)) {
        next++;
      }
      nodes.add(
          new UpdatePathNode(
              tree.node(node).orElseThrow().encryptionKey(), ciphertexts.subList(from, next)));
    }
    return new UpdatePath(leaf, nodes);
  }

  /** Destroys the private keys too: the path came to nothing. */
  public void discard() {
    secrets.discard();
  }

  /** Zeroes the path secrets (§7.5). */
  @Override
  public void close() {
    secrets.close();
  }

  private List<Recipient> recipients(Set<LeafIndex> added) {
    List<Recipient> recipients = new ArrayList<>();
    for (NodeIndex node : path) {
      for (NodeIndex target : PathMerge.recipients(tree, committer, node, added)) {
        recipients.add(new Recipient(node, tree.node(target).orElseThrow().encryptionKey()));
      }
    }
    return recipients;
  }

  /** The path secret of {@code node} goes to {@code key}. */
  private record Recipient(NodeIndex node, HpkePublicKey key) {}
}
