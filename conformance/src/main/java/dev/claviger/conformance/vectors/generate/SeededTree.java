package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.tree.CreatedPath;
import dev.claviger.mls.tree.PathKey;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.LeafNodeContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A ratchet tree of which every private key and path secret is known. */
final class SeededTree {
  private final CipherSuite suite;
  private final SeededRandom random;
  private final GroupId groupId;
  private final Map<Integer, Leaf> leaves = new TreeMap<>();
  private RatchetTree tree;
  private int named;

  SeededTree(CipherSuite suite, SeededRandom random, int size) {
    this.suite = suite;
    this.random = random;
    this.groupId = new GroupId(suite.randomBytes(16));
    Leaf creator = newLeaf();
    tree = RatchetTree.ofCreator(suite, creator.fresh(suite));
    leaves.put(0, creator);
    while (leaves.size() < size) {
      add();
    }
  }

  void add() {
    Leaf leaf = newLeaf();
    TreeEdit edit = tree.edit();
    LeafIndex index = edit.add(leaf.fresh(suite));
    tree = edit.freeze();
    leaves.put(index.value(), leaf);
  }

  void remove(int index) {
    TreeEdit edit = tree.edit();
    edit.remove(new LeafIndex(index));
    edit.truncate();
    tree = edit.freeze();
    leaves.remove(index);
  }

  /** A leaf renews its path, and all learn what they are entitled to. */
  void update(int sender) {
    PublishedKey fresh = PublishedKey.hpke(suite, random);
    CreatedPath path = path(sender, fresh);
    leaves.get(sender).encryptionKey = fresh;
    List<NodeIndex> nodes = tree.filteredDirectPath(new LeafIndex(sender));
    tree = path.tree();
    leaves.forEach(
        (index, leaf) ->
            nodes.stream()
                .filter(node -> node.covers(new LeafIndex(index).node()))
                .forEach(node -> leaf.pathSecrets.put(node.value(), secretOf(path, sender, node))));
  }

  /** The tree as it is, and paths that these leaves could send next. */
  Entry entry(List<Integer> senders) {
    long epoch = random.nextInt(1 << 20);
    Bytes transcriptHash = suite.randomBytes(suite.hashLength());
    return Entry.of(suite)
        .hex("group_id", groupId.value())
        .number("epoch", epoch)
        .hex("confirmed_transcript_hash", transcriptHash)
        .struct("ratchet_tree", tree.toExtension())
        .objects(
            "leaves_private",
            leaves.entrySet().stream().map(e -> privateState(e.getKey(), e.getValue())).toList())
        .objects(
            "update_paths",
            senders.stream().map(sender -> updatePath(sender, epoch, transcriptHash)).toList());
  }

  private Entry privateState(int index, Leaf leaf) {
    List<Entry> secrets = new ArrayList<>();
    leaf.pathSecrets.forEach(
        (node, secret) -> {
          if (isCurrent(node, secret)) {
            secrets.add(new Entry().number("node", node).hex("path_secret", secret));
          }
        });
    return new Entry()
        .number("index", index)
        .hex("encryption_priv", leaf.encryptionKey.raw())
        .hex("signature_priv", leaf.signer.raw())
        .objects("path_secrets", secrets);
  }

  private boolean isCurrent(int node, Secret secret) {
    return node < tree.size().nodeCount()
        && tree.node(new NodeIndex(node))
            .filter(n -> n.encryptionKey().equals(PathKey.derive(suite, secret).publicKey()))
            .isPresent();
  }

  private Entry updatePath(int sender, long epoch, Bytes transcriptHash) {
    CreatedPath path = path(sender, PublishedKey.hpke(suite, random));
    GroupContext context =
        new GroupContext(
            suite.id(), groupId, epoch, path.tree().rootHash(), transcriptHash, List.of());
    return new Entry()
        .number("sender", sender)
        .struct("update_path", path.seal(context, Set.of()))
        .optionalHex(
            "path_secrets",
            IntStream.range(0, tree.size().leafCount())
                .mapToObj(receiver -> pathSecret(path, sender, receiver))
                .toList())
        .hex("commit_secret", path.commitSecret())
        .hex("tree_hash_after", path.tree().rootHash());
  }

  private Optional<Bytes> pathSecret(CreatedPath path, int sender, int receiver) {
    return receiver == sender || !leaves.containsKey(receiver)
        ? Optional.empty()
        : path.pathSecretFor(new LeafIndex(receiver)).map(secret -> Bytes.wrap(secret.expose()));
  }

  private CreatedPath path(int sender, PublishedKey fresh) {
    Leaf leaf = leaves.get(sender);
    return CreatedPath.create(
        tree.edit(),
        new LeafIndex(sender),
        leaf.content(suite, fresh),
        groupId,
        leaf.signer.privateKey(),
        DerivedKeys.software());
  }

  /** The secret of a node of the path: that which a leaf gets for which it is the lowest. */
  private Secret secretOf(CreatedPath path, int sender, NodeIndex node) {
    NodeIndex from = new LeafIndex(sender).node();
    return leaves.keySet().stream()
        .filter(leaf -> leaf != sender)
        .map(LeafIndex::new)
        .filter(leaf -> from.commonAncestor(leaf.node()).equals(node))
        .findFirst()
        .flatMap(path::pathSecretFor)
        .map(Secret::copy)
        .orElseThrow();
  }

  private Leaf newLeaf() {
    return new Leaf(
        "member " + named++,
        PublishedKey.hpke(suite, random),
        PublishedKey.signature(suite, random));
  }

  /** What a member knows; its encryption key is renewed with its path. */
  private static final class Leaf {
    private final String name;
    private final PublishedKey signer;
    private final Map<Integer, Secret> pathSecrets = new TreeMap<>();
    private PublishedKey encryptionKey;

    Leaf(String name, PublishedKey encryptionKey, PublishedKey signer) {
      this.name = name;
      this.encryptionKey = encryptionKey;
      this.signer = signer;
    }

    dev.claviger.mls.wire.LeafNode fresh(CipherSuite suite) {
      return Leaves.fresh(suite, name, encryptionKey, signer);
    }

    LeafNodeContent content(CipherSuite suite, PublishedKey fresh) {
      return Leaves.content(suite, name, fresh, signer);
    }
  }
}
