package dev.claviger.mls.tree;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.mls.index.NodeIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The path secrets from one node of a filtered direct path to its end, the key pairs they give, and
 * the commit secret after them (RFC 9420 §7.4, §12.4.1).
 *
 * <pre>
 * path_secret[n] = DeriveSecret(path_secret[n-1], "path")
 * node_secret[n] = DeriveSecret(path_secret[n], "node")
 * node_priv[n], node_pub[n] = KEM.DeriveKeyPair(node_secret[n])
 * </pre>
 */
final class PathSecrets implements AutoCloseable {
  private final Map<NodeIndex, Secret> secrets = new HashMap<>();
  private final Map<NodeIndex, PathKey> keyPairs = new HashMap<>();
  private final Secret commitSecret;
  private DerivedKeys keeper = DerivedKeys.software();

  /** Takes the first secret over; with no nodes it is the commit secret itself. */
  PathSecrets(CipherSuite suite, Secret first, List<NodeIndex> nodes) {
    Secret secret = first;
    for (NodeIndex node : nodes) {
      secrets.put(node, secret);
      keyPairs.put(node, PathKey.derive(suite, secret));
      secret = suite.deriveSecret(secret, "path");
    }
    commitSecret = secret;
  }

  /**
   * Has the key pairs kept where the vault keeps such keys, once they are known to be the right
   * ones; those in software are gone then.
   *
   * @throws dev.claviger.crypto.key.VaultException if the vault refuses; all key pairs are gone
   */
  void keepIn(DerivedKeys vault) {
    List<NodeIndex> nodes = List.copyOf(keyPairs.keySet());
    List<PathKey> derived = Lists.map(nodes, keyPairs::remove);
    List<HpkeKeyPair> kept;
    try {
      kept = vault.keep(KeyPurpose.PATH, Lists.map(derived, PathKey::pair));
    } catch (RuntimeException e) {
      derived.forEach(PathKey::forgetSecret);
      throw e;
    }
    keeper = vault;
    for (int i = 0; i < kept.size(); i++) {
      keyPairs.put(nodes.get(i), derived.get(i).keptAs(kept.get(i)));
    }
  }

  Secret at(NodeIndex node) {
    return secrets.get(node);
  }

  Map<NodeIndex, PathKey> keyPairs() {
    return keyPairs;
  }

  /** The caller's to destroy; {@link #close} leaves it. */
  Secret commitSecret() {
    return commitSecret;
  }

  /** For a path that came to nothing: zeroes and destroys all there is. */
  void discard() {
    keyPairs.values().forEach(PathKey::forgetSecret);
    keyPairs.values().forEach(key -> keeper.destroy(key.pair()));
    commitSecret.destroy();
    close();
  }

  /** Zeroes the path secrets; the key pairs and the commit secret live on. */
  @Override
  public void close() {
    secrets.values().forEach(Secret::destroy);
  }
}
