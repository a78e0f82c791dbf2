package dev.claviger.mls.tree;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.index.NodeIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The private keys a member holds of the nodes above its leaf: derived, because KEM.DeriveKeyPair
 * makes them (RFC 9420 §7.4), and kept where the vault keeps such keys. Immutable; two epochs share
 * the keys that both have.
 */
public final class PathKeys {
  private final DerivedKeys keeper;
  private final Map<NodeIndex, HpkeKeyPair> keys;

  private PathKeys(DerivedKeys keeper, Map<NodeIndex, HpkeKeyPair> keys) {
    this.keeper = keeper;
    this.keys = Map.copyOf(keys);
  }

  /**
   * None yet.
   *
   * @param keeper takes over those that come
   */
  public static PathKeys none(DerivedKeys keeper) {
    return new PathKeys(keeper, Map.of());
  }

  public Optional<HpkeKeyPair> find(NodeIndex node) {
    return Optional.ofNullable(keys.get(node));
  }

  /** Those of these keys, and of the newer ones, that the nodes of a tree still have. */
  public PathKeys advance(Map<NodeIndex, HpkeKeyPair> newer, RatchetTree tree) {
    Map<NodeIndex, HpkeKeyPair> next = new HashMap<>(keys);
    next.putAll(newer);
    next.entrySet().removeIf(entry -> !isOf(entry.getKey(), entry.getValue(), tree));
    return new PathKeys(keeper, next);
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
            keeper.destroy(pair);
          }
        });
  }

  /** Destroys all of them. */
  public void destroy() {
    keys.values().forEach(keeper::destroy);
  }

  /** The names of those that are in a vault: none, unless it imports derived keys. */
  public List<KeyRef> inVault() {
    return keeper.custody() == KeyCustody.SOFTWARE
        ? List.of()
        : keys.values().stream()
            .map(pair -> ((KeyHandle) pair.privateKey()).ref())
            .collect(Lists.toList());
  }

  DerivedKeys keeper() {
    return keeper;
  }

  /**
   * The key pair of a node: {@code KEM.DeriveKeyPair(DeriveSecret(path_secret, "node"))} (§7.4). In
   * software still.
   */
  public static HpkeKeyPair derive(CipherSuite suite, Secret pathSecret) {
    try (Secret nodeSecret = suite.deriveSecret(pathSecret, "node")) {
      return suite.deriveKeyPair(nodeSecret);
    }
  }

  private static boolean isOf(NodeIndex index, HpkeKeyPair pair, RatchetTree tree) {
    return tree.node(index).filter(n -> n.encryptionKey().equals(pair.publicKey())).isPresent();
  }
}
