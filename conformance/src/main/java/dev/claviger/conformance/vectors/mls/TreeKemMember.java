package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.MalformedVectorException;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.tree.PathKey;
import dev.claviger.mls.tree.PathKeys;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.LeafNode;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A member of a vector's tree with all its private keys, each of which the tree must confirm. */
record TreeKemMember(
    LeafIndex index, HpkeKeyPair leafKey, PrivateKey signatureKey, PathKeys pathKeys) {

  static TreeKemMember read(CipherSuite suite, RatchetTree tree, Fields in) {
    LeafIndex index = new LeafIndex(in.uint32("index"));
    LeafNode leaf =
        tree.leaf(index)
            .orElseThrow(() -> new MalformedVectorException("leaf " + index + " is blank"));
    HpkeKeyPair leafKey =
        new HpkeKeyPair(
            PrivateKeys.of(suite.kem().curve(), in.hex("encryption_priv")), leaf.encryptionKey());
    PrivateKey signatureKey =
        PrivateKeys.of(suite.signatureScheme().curve(), in.hex("signature_priv"));
    KeyMatch.hpke(suite, "encryption_priv", leafKey);
    KeyMatch.signature(suite, "signature_priv", signatureKey, leaf.signatureKey());
    return new TreeKemMember(index, leafKey, signatureKey, pathKeys(suite, tree, in));
  }

  private static PathKeys pathKeys(CipherSuite suite, RatchetTree tree, Fields in) {
    Map<NodeIndex, PathKey> keys = new HashMap<>();
    for (Fields entry : in.objects("path_secrets")) {
      NodeIndex node = new NodeIndex(entry.uint32("node"));
      try (Secret secret = entry.secret("path_secret")) {
        PathKey key = PathKey.derive(suite, secret);
        Expect.equal(
            "key of node " + node,
            tree.node(node).map(n -> n.encryptionKey()),
            Optional.of(key.publicKey()));
        keys.put(node, key);
      }
    }
    return PathKeys.none(DerivedKeys.software()).advance(keys, tree);
  }
}
