package dev.claviger.mls.ratchet;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.rule.ValidationException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The message keys of an epoch (RFC 9420 §9).
 *
 * <pre>
 * tree_node_[N]_secret
 *         |
 *         +--> ExpandWithLabel(., "tree", "left", KDF.Nh)
 *         |    = tree_node_[left(N)]_secret
 *         |
 *         +--> ExpandWithLabel(., "tree", "right", KDF.Nh)
 *              = tree_node_[right(N)]_secret
 * </pre>
 *
 * <p>Secrets are derived when a sender is first heard of, and those on the way are deleted at once
 * (§9.2): what remains are the siblings, from which no consumed value can be computed.
 */
public final class SecretTree implements AutoCloseable {
  private static final Bytes LEFT = Bytes.utf8("left");
  private static final Bytes RIGHT = Bytes.utf8("right");

  private final CipherSuite suite;
  private final TreeSize size;
  private final RatchetWindow window;
  private final Map<NodeIndex, Secret> secrets = new HashMap<>();
  private final Map<RatchetType, Map<LeafIndex, HashRatchet>> ratchets =
      new EnumMap<>(RatchetType.class);

  /** Takes the encryption secret over, and deletes it when the first key is derived. */
  public SecretTree(
      CipherSuite suite, TreeSize size, Secret encryptionSecret, RatchetWindow window) {
    this.suite = suite;
    this.size = size;
    this.window = window;
    secrets.put(size.root(), encryptionSecret);
    for (RatchetType type : RatchetType.values()) {
      ratchets.put(type, new HashMap<>());
    }
  }

  public TreeSize size() {
    return size;
  }

  /** The next key to send with; it is spent from here on, whatever becomes of the message. */
  public MessageKey next(LeafIndex sender, RatchetType type) {
    return ratchet(sender, type).next();
  }

  /**
   * The key to receive a message with; nothing is spent until the peek is consumed.
   *
   * @param generation an unsigned 32-bit number
   * @throws ValidationException if the key was used, dropped, or lies too far ahead
   */
  public KeyPeek peek(LeafIndex sender, RatchetType type, int generation) {
    return ratchet(sender, type).peek(generation);
  }

  /** Deletes one kind of ratchets; nothing can be sent or received with them from here on. */
  public void delete(RatchetType type) {
    Map<LeafIndex, HashRatchet> deleted = ratchets.remove(type);
    if (deleted != null) {
      deleted.values().forEach(HashRatchet::close);
    }
  }

  /** Deletes everything. */
  @Override
  public void close() {
    secrets.values().forEach(Secret::destroy);
    secrets.clear();
    for (RatchetType type : RatchetType.values()) {
      delete(type);
    }
  }

  private HashRatchet ratchet(LeafIndex leaf, RatchetType type) {
    Map<LeafIndex, HashRatchet> ofType = ratchets.get(type);
    if (ofType == null) {
      throw new IllegalStateException("the " + type.label() + " keys have been deleted");
    }
    if (!ofType.containsKey(leaf)) {
      startRatchets(leaf);
    }
    return ofType.get(leaf);
  }

  private void startRatchets(LeafIndex leaf) {
    try (Secret secret = leafSecret(leaf)) {
      ratchets.forEach(
          (type, ofType) ->
              ofType.put(
                  leaf,
                  new HashRatchet(
                      suite,
                      window,
                      suite.expandWithLabel(
                          secret, type.label(), Bytes.empty(), suite.hashLength()))));
    }
  }

  /** Takes the secret of a leaf out of the tree, and with it all secrets above it. */
  private Secret leafSecret(LeafIndex leaf) {
    NodeIndex target = leaf.node();
    NodeIndex at = lowestKnownAbove(target);
    Secret secret = secrets.remove(at);
    while (!at.equals(target)) {
      try (Secret spent = secret) {
        Secret left = suite.expandWithLabel(spent, "tree", LEFT, suite.hashLength());
        Secret right = suite.expandWithLabel(spent, "tree", RIGHT, suite.hashLength());
        boolean goesLeft = at.left().covers(target);
        secrets.put(goesLeft ? at.right() : at.left(), goesLeft ? right : left);
        at = goesLeft ? at.left() : at.right();
        secret = goesLeft ? left : right;
      }
    }
    return secret;
  }

  private NodeIndex lowestKnownAbove(NodeIndex leaf) {
    NodeIndex at = leaf;
    while (!secrets.containsKey(at)) {
      if (at.equals(size.root())) {
        throw new IllegalStateException("the secret tree of this epoch has been deleted");
      }
      at = size.parent(at);
    }
    return at;
  }
}
