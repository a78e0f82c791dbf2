package dev.claviger.mls.tree;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
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
  private final Map<NodeIndex, HpkeKeyPair> keyPairs = new HashMap<>();
  private final Secret commitSecret;

  /** Takes the first secret over; with no nodes it is the commit secret itself. */
  PathSecrets(CipherSuite suite, Secret first, List<NodeIndex> nodes) {
    Secret secret = first;
    for (NodeIndex node : nodes) {
      secrets.put(node, secret);
      keyPairs.put(node, PathKeys.derive(suite, secret));
      secret = suite.deriveSecret(secret, "path");
    }
    commitSecret = secret;
  }

  Secret at(NodeIndex node) {
    return secrets.get(node);
  }

  Map<NodeIndex, HpkeKeyPair> keyPairs() {
    return keyPairs;
  }

  /** The caller's to destroy; {@link #close} leaves it. */
  Secret commitSecret() {
    return commitSecret;
  }

  /** For a path that came to nothing. */
  void destroyKeyPairs() {
    keyPairs.values().forEach(PathKeys::destroy);
  }

  /** Zeroes the path secrets; the key pairs and the commit secret live on. */
  @Override
  public void close() {
    secrets.values().forEach(Secret::destroy);
  }
}
