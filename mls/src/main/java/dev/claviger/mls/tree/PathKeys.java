package dev.claviger.mls.tree;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.index.NodeIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.DestroyFailedException;

/**
 * The private keys a member holds of the nodes above its leaf: software handles, because KEM
 * DeriveKeyPair makes them (RFC 9420 §7.4). Immutable; two epochs share the keys that both have.
 */
public final class PathKeys {
  private static final PathKeys NONE = new PathKeys(Map.of());

  private final Map<NodeIndex, HpkeKeyPair> keys;

  private PathKeys(Map<NodeIndex, HpkeKeyPair> keys) {
    this.keys = Map.copyOf(keys);
  }

  public static PathKeys none() {
    return NONE;
  }

  public Optional<HpkeKeyPair> find(NodeIndex node) {
    return Optional.ofNullable(keys.get(node));
  }

  /** Those of these keys, and of the newer ones, that the nodes of a tree still have. */
  public PathKeys advance(Map<NodeIndex, HpkeKeyPair> newer, RatchetTree tree) {
    Map<NodeIndex, HpkeKeyPair> next = new HashMap<>(keys);
    next.putAll(newer);
    next.entrySet().removeIf(entry -> !isOf(entry.getKey(), entry.getValue(), tree));
    return new PathKeys(next);
  }

  /** Those of these keys that the nodes of a tree still have. */
  public PathKeys retainedIn(RatchetTree tree) {
    return advance(Map.of(), tree);
  }

  /** Destroys the keys that the other epoch does not share. */
  public void destroyExcept(PathKeys kept) {
    keys.forEach(
        (node, pair) -> {
          if (!kept.keys.containsValue(pair)) {
            destroy(pair);
          }
        });
  }

  /**
   * The key pair of a node: {@code KEM.DeriveKeyPair(DeriveSecret(path_secret, "node"))} (§7.4).
   */
  public static HpkeKeyPair derive(CipherSuite suite, Secret pathSecret) {
    try (Secret nodeSecret = suite.deriveSecret(pathSecret, "node")) {
      return suite.deriveKeyPair(nodeSecret);
    }
  }

  /** Destroys a key pair that was derived. */
  public static void destroy(HpkeKeyPair pair) {
    try {
      pair.privateKey().destroy();
    } catch (DestroyFailedException e) {
      throw new CryptoException("a path key could not be destroyed", e);
    }
  }

  private static boolean isOf(NodeIndex index, HpkeKeyPair pair, RatchetTree tree) {
    return tree.node(index).filter(n -> n.encryptionKey().equals(pair.publicKey())).isPresent();
  }
}
