package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.MalformedVectorException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.tree.CreatedPath;
import dev.claviger.mls.tree.OpenedPath;
import dev.claviger.mls.tree.PathKey;
import dev.claviger.mls.tree.PathKeys;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.ReceivedPath;
import dev.claviger.mls.tree.TreeCheck;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeContent;
import dev.claviger.mls.wire.UpdatePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tree of a vector of treekem and the private state of all its members. */
final class TreeKemGroup {
  private final CipherSuite suite;
  private final Fields in;
  private final RatchetTree tree;
  private final GroupId groupId;
  private final Map<LeafIndex, TreeKemMember> members = new LinkedHashMap<>();

  TreeKemGroup(CipherSuite suite, Fields in) {
    this.suite = suite;
    this.in = in;
    this.tree = Trees.read(suite, in, "ratchet_tree");
    this.groupId = new GroupId(in.hex("group_id"));
    for (Fields leaf : in.objects("leaves_private")) {
      TreeKemMember member = TreeKemMember.read(suite, tree, leaf);
      members.put(member.index(), member);
    }
  }

  /** The vector's path: every other member finds its path secret and the commit secret. */
  void process(Fields path) {
    LeafIndex sender = sender(path);
    UpdatePath update = TlsReader.decode(path.hex("update_path"), "UpdatePath", UpdatePath::read);
    ReceivedPath received = ReceivedPath.merge(tree.edit(), sender, update, Set.of());
    Expect.equal("tree_hash_after", path.hex("tree_hash_after"), received.tree().rootHash());
    received.tree().leaf(sender).orElseThrow().verifySignature(suite, groupId, sender);
    List<Optional<Bytes>> pathSecrets = path.optionalHex("path_secrets");
    try (Secret commitSecret = path.secret("commit_secret")) {
      for (TreeKemMember member : othersThan(sender)) {
        PathKeys opened = open(received, member, commitSecret);
        checkPathSecret(received.tree(), sender, member.index(), pathSecrets, opened);
      }
    }
  }

  /** A path of our own from the same sender: every other member finds our commit secret. */
  void createFrom(Fields path) {
    LeafIndex sender = sender(path);
    try (CreatedPath created =
            CreatedPath.create(
                tree.edit(),
                sender,
                renewedLeaf(sender),
                groupId,
                member(sender).signatureKey(),
                DerivedKeys.software());
        Secret commitSecret = created.commitSecret()) {
      UpdatePath update = created.seal(context(created.tree()), Set.of());
      ReceivedPath received = ReceivedPath.merge(tree.edit(), sender, update, Set.of());
      Expect.equal(
          "tree hash after our path", created.tree().rootHash(), received.tree().rootHash());
      received.tree().leaf(sender).orElseThrow().verifySignature(suite, groupId, sender);
      TreeCheck.checkParentHashes(received.tree());
      othersThan(sender).forEach(member -> open(received, member, commitSecret));
    }
  }

  private PathKeys open(ReceivedPath received, TreeKemMember member, Secret commitSecret) {
    OpenedPath opened =
        received.open(
            member.index(), member.leafKey(), member.pathKeys(), context(received.tree()));
    Expect.reveals(
        "commit secret of leaf " + member.index(),
        Bytes.wrap(commitSecret.expose()),
        opened.commitSecret());
    return opened.keys();
  }

  /** The secret itself is not kept, but the key that it gives to the lowest common node is. */
  private void checkPathSecret(
      RatchetTree after,
      LeafIndex sender,
      LeafIndex receiver,
      List<Optional<Bytes>> pathSecrets,
      PathKeys opened) {
    NodeIndex node = lowestCommonNode(after, sender, receiver);
    Bytes expected =
        Optional.of(receiver.value())
            .filter(at -> at < pathSecrets.size())
            .flatMap(pathSecrets::get)
            .orElseThrow(() -> new MalformedVectorException("no path secret for leaf " + receiver));
    try (Secret secret = Secret.copyOf(expected)) {
      Expect.equal(
          "path secret of leaf " + receiver,
          Optional.of(PathKey.derive(suite, secret).publicKey()),
          opened.find(node).map(HpkeKeyPair::publicKey));
    }
  }

  /** Of the filtered direct path: the receiver's side is not empty, so the node is in it. */
  private static NodeIndex lowestCommonNode(
      RatchetTree tree, LeafIndex sender, LeafIndex receiver) {
    return tree.filteredDirectPath(sender).stream()
        .filter(node -> node.covers(receiver.node()))
        .findFirst()
        .orElseThrow();
  }

  private LeafNodeContent renewedLeaf(LeafIndex sender) {
    LeafNode old = tree.leaf(sender).orElseThrow();
    return new LeafNodeContent(
        suite.hpke().generateKeyPair().publicKey(),
        old.signatureKey(),
        old.credential(),
        old.capabilities(),
        old.leafNodeSource(),
        old.extensions());
  }

  private GroupContext context(RatchetTree after) {
    return new GroupContext(
        suite.id(),
        groupId,
        in.uint64("epoch"),
        after.rootHash(),
        in.hex("confirmed_transcript_hash"),
        List.of());
  }

  private List<TreeKemMember> othersThan(LeafIndex sender) {
    return members.values().stream().filter(member -> !member.index().equals(sender)).toList();
  }

  private TreeKemMember member(LeafIndex index) {
    return Optional.ofNullable(members.get(index))
        .orElseThrow(() -> new MalformedVectorException("leaf " + index + " has no private state"));
  }

  private static LeafIndex sender(Fields path) {
    return new LeafIndex(path.uint32("sender"));
  }
}
