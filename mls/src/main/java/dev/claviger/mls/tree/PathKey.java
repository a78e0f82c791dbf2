package dev.claviger.mls.tree;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import java.util.Optional;

/**
 * The key pair of a node, {@code KEM.DeriveKeyPair(node_secret)} (RFC 9420 §7.4), with the node
 * secret, which is as good as the private key and kept as long, so that a store can keep it. Two
 * epochs that share a key share this object, and no other is equal to it.
 */
public final class PathKey {
  private final HpkeKeyPair pair;
  private final Optional<Secret> nodeSecret;

  private PathKey(HpkeKeyPair pair, Optional<Secret> nodeSecret) {
    this.pair = pair;
    this.nodeSecret = nodeSecret;
  }

  /** {@code node_secret = DeriveSecret(path_secret, "node")}. In software still. */
  public static PathKey derive(CipherSuite suite, Secret pathSecret) {
    return ofNodeSecret(suite, suite.deriveSecret(pathSecret, "node"));
  }

  /** Takes the secret over. */
  static PathKey ofNodeSecret(CipherSuite suite, Secret nodeSecret) {
    return new PathKey(suite.deriveKeyPair(nodeSecret), Optional.of(nodeSecret));
  }

  public HpkePublicKey publicKey() {
    return pair.publicKey();
  }

  HpkeKeyPair pair() {
    return pair;
  }

  /** Empty if a vault has taken the key over. */
  Optional<Secret> nodeSecret() {
    return nodeSecret;
  }

  /** As another has taken it over; if it is another pair, what it came of is zeroed. */
  PathKey keptAs(HpkeKeyPair kept) {
    if (kept.equals(pair)) {
      return this;
    }
    forgetSecret();
    return new PathKey(kept, Optional.empty());
  }

  void forgetSecret() {
    nodeSecret.ifPresent(Secret::destroy);
  }
}
