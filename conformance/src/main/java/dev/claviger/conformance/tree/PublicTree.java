package dev.claviger.conformance.tree;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.ParentNode;
import dev.claviger.mls.wire.RatchetTreeExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A ratchet tree as it travels, to be looked at; nothing of it is verified. */
public final class PublicTree {
  private static final int KEY_PREFIX = 4;

  private final TreeSize size;
  private final List<Optional<Node>> nodes;

  private PublicTree(List<Optional<Node>> nodes) {
    this.size = TreeSize.forNodes(nodes.size());
    this.nodes = nodes;
  }

  /**
   * @param file a {@code ratchet_tree}, or an MLSMessage with a GroupInfo that has one inside
   * @throws DecodeException if it is neither
   */
  public static PublicTree read(Bytes file) {
    RatchetTreeExtension extension;
    try {
      extension = decode(file);
    } catch (DecodeException notATree) {
      extension = inGroupInfo(file);
    }
    if (extension.nodes().isEmpty()) {
      throw new DecodeException(Rule.TREE_ENDS_NON_BLANK, "ratchet_tree", "it has no nodes");
    }
    return new PublicTree(extension.nodes());
  }

  TreeSize size() {
    return size;
  }

  Optional<Node> node(NodeIndex index) {
    return index.value() < nodes.size() ? nodes.get(index.value()) : Optional.empty();
  }

  public boolean hasMember(LeafIndex leaf) {
    return leaf.value() >= 0 && leaf.value() < size.leafCount() && node(leaf.node()).isPresent();
  }

  List<LeafIndex> members() {
    return below(size.root());
  }

  /** Who has the private key of a node: the members below it that are not unmerged there. */
  List<LeafIndex> holders(NodeIndex index) {
    if (node(index).isEmpty()) {
      return List.of();
    }
    Set<LeafIndex> unmerged = new HashSet<>(unmerged(index));
    return below(index).stream().filter(leaf -> !unmerged.contains(leaf)).toList();
  }

  List<LeafIndex> unmerged(NodeIndex index) {
    return node(index).orElse(null) instanceof ParentNode parent
        ? parent.unmergedLeaves()
        : List.of();
  }

  /** Who sits at a leaf, in the words of its credential. */
  String nameOf(LeafNode leaf) {
    Credential credential = leaf.credential();
    if (credential instanceof Credential.Basic basic) {
      return basic.toString();
    }
    return credential instanceof Credential.X509 ? "X.509" : "credential " + credential.type();
  }

  /** The first bytes of a node's encryption key, in hexadecimal. */
  String keyOf(Node node) {
    Bytes key = node.encryptionKey().value();
    return key.slice(0, Math.min(KEY_PREFIX, key.length())).toHex();
  }

  /** The nodes whose private keys a member may hold: its leaf and those above. */
  Set<NodeIndex> pathOf(LeafIndex leaf) {
    Set<NodeIndex> path = new HashSet<>(size.directPath(leaf.node()));
    path.add(leaf.node());
    return path;
  }

  /** The leaves that are unmerged at some node. */
  Set<LeafIndex> unmerged() {
    Set<LeafIndex> all = new HashSet<>();
    for (Optional<Node> node : nodes) {
      if (node.orElse(null) instanceof ParentNode parent) {
        all.addAll(parent.unmergedLeaves());
      }
    }
    return all;
  }

  private List<LeafIndex> below(NodeIndex index) {
    return IntStream.rangeClosed(index.firstLeaf().value(), index.lastLeaf().value())
        .mapToObj(LeafIndex::new)
        .filter(leaf -> node(leaf.node()).isPresent())
        .toList();
  }

  private static RatchetTreeExtension inGroupInfo(Bytes file) {
    if (MlsMessage.decode(file).body() instanceof GroupInfo groupInfo) {
      return Extension.find(groupInfo.extensions(), ExtensionType.RATCHET_TREE)
          .map(e -> decode(e.extensionData()))
          .orElseThrow(
              () ->
                  new DecodeException(
                      Rule.TREE_IS_AT_HAND, "GroupInfo", "it has no ratchet_tree inside"));
    }
    throw new DecodeException(
        Rule.MESSAGE_IS_OF_THIS_KIND, "MLSMessage", "it is neither a ratchet_tree nor a GroupInfo");
  }

  private static RatchetTreeExtension decode(Bytes tree) {
    return TlsReader.decode(tree, "ratchet_tree", RatchetTreeExtension::read);
  }
}
