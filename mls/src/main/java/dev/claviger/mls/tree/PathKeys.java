package dev.claviger.mls.tree;

import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The private keys a member holds of the nodes above its leaf: derived, because KEM.DeriveKeyPair
 * makes them (RFC 9420 §7.4), and kept where the vault keeps such keys. Immutable; two epochs share
 * the keys that both have.
 */
public final class PathKeys {
  private final DerivedKeys keeper;
  private final Map<NodeIndex, PathKey> keys;

  /** Takes the map over. */
  private PathKeys(DerivedKeys keeper, Map<NodeIndex, PathKey> keys) {
    this.keeper = keeper;
    this.keys = keys;
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
    return Optional.ofNullable(keys.get(node)).map(PathKey::pair);
  }

  /** Those of these keys, and of the newer ones, that the nodes of a tree still have. */
  public PathKeys advance(Map<NodeIndex, PathKey> newer, RatchetTree tree) {
    Map<NodeIndex, PathKey> next = new HashMap<>();
    keys.forEach((node, key) -> putIfOf(tree, node, key, next));
    newer.forEach((node, key) -> putIfOf(tree, node, key, next));
    return new PathKeys(keeper, next);
  }

  /** Those of these keys that the nodes of a tree still have. */
  public PathKeys retainedIn(RatchetTree tree) {
    return advance(Map.of(), tree);
  }

  /** Destroys the keys that none of the other epochs shares; a shared one has the same node. */
  public void destroyExcept(List<PathKeys> kept) {
    keys.forEach(
        (node, key) -> {
          for (PathKeys other : kept) {
            if (key.equals(other.keys.get(node))) {
              return;
            }
          }
          destroy(key);
        });
  }

  /** Destroys all of them. */
  public void destroy() {
    keys.values().forEach(this::destroy);
  }

  /** The names of those that are in a vault: none, unless it imports derived keys. */
  public List<KeyRef> inVault() {
    return keeper.custody() == KeyCustody.SOFTWARE
        ? List.of()
        : Lists.map(keys.values(), key -> ((KeyHandle) key.pair().privateKey()).ref());
  }

  /**
   * Tells what stores must keep of keys that another epoch had not: their node secrets; and empty,
   * what they must forget. The secrets are the callee's to destroy.
   *
   * @param before the keys of the other epoch; empty for none
   */
  public void forEachChange(
      Optional<PathKeys> before, BiConsumer<NodeIndex, Optional<Secret>> action) {
    Map<NodeIndex, PathKey> old = before.map(b -> b.keys).orElse(Map.of());
    keys.forEach(
        (node, key) -> {
          if (!key.equals(old.get(node))) {
            action.accept(node, key.nodeSecret().map(Secret::copy));
          }
        });
    old.keySet().stream()
        .filter(node -> !keys.containsKey(node))
        .forEach(node -> action.accept(node, Optional.empty()));
  }

  /**
   * Keys that were stored.
   *
   * @param nodeSecrets are taken over
   * @throws ValidationException if one is not that of its node
   */
  public static PathKeys restore(
      DerivedKeys keeper, RatchetTree tree, Map<NodeIndex, Secret> nodeSecrets) {
    Map<NodeIndex, PathKey> keys = new HashMap<>();
    nodeSecrets.forEach(
        (node, secret) -> keys.put(node, PathKey.ofNodeSecret(tree.suite(), secret)));
    return new PathKeys(keeper, checked(tree, keys));
  }

  /**
   * Keys that were stored as what differs from these, which are another epoch's; both share what
   * they have in common.
   *
   * @param changes as {@link #forEachChange} told them; the secrets are taken over
   * @throws ValidationException if one is not that of its node
   */
  public PathKeys with(RatchetTree tree, Map<NodeIndex, Optional<Secret>> changes) {
    Map<NodeIndex, PathKey> changed = new HashMap<>(keys);
    changes.forEach(
        (node, secret) -> {
          changed.remove(node);
          secret.ifPresent(s -> changed.put(node, PathKey.ofNodeSecret(tree.suite(), s)));
        });
    return new PathKeys(keeper, checked(tree, changed));
  }

  DerivedKeys keeper() {
    return keeper;
  }

  private void destroy(PathKey key) {
    key.forgetSecret();
    keeper.destroy(key.pair());
  }

  private static Map<NodeIndex, PathKey> checked(RatchetTree tree, Map<NodeIndex, PathKey> keys) {
    keys.forEach(
        (node, key) -> {
          if (!isOf(node, key, tree)) {
            throw new ValidationException(Rule.PATH_KEYS_MATCH_SECRET, "node " + node);
          }
        });
    return keys;
  }

  private static void putIfOf(
      RatchetTree tree, NodeIndex node, PathKey key, Map<NodeIndex, PathKey> target) {
    if (isOf(node, key, tree)) {
      target.put(node, key);
    }
  }

  private static boolean isOf(NodeIndex index, PathKey key, RatchetTree tree) {
    return tree.node(index).filter(n -> n.encryptionKey().equals(key.publicKey())).isPresent();
  }
}
