package dev.claviger.mls.group;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.KeyPackageTbs;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.ProtocolVersion;
import java.util.Map;

/** A KeyPackage of ours and the two keys that wait for its Welcome (RFC 9420 §10). */
public record KeyPackageKeys(KeyPackage keyPackage, VaultKey initKey, VaultKey leafKey) {
  /** Makes both keys in the vault and signs twice. */
  public static KeyPackageKeys generate(ClientContext client) {
    VaultKey init = client.vault().generate(KeyPurpose.INIT, client.suite().kem());
    VaultKey leaf = null;
    try {
      leaf = client.generateLeafKey();
      return new KeyPackageKeys(sign(client, init, leaf), init, leaf);
    } catch (RuntimeException e) {
      client.vault().destroy(init.ref());
      if (leaf != null) {
        client.vault().destroy(leaf.ref());
      }
      throw e;
    }
  }

  /** By name. */
  public Map<KeyRef, KeyPurpose> vaultKeys() {
    return Map.of(initKey.ref(), KeyPurpose.INIT, leafKey.ref(), KeyPurpose.LEAF);
  }

  private static KeyPackage sign(ClientContext client, VaultKey init, VaultKey leafKey) {
    LeafNodeSource source =
        new LeafNodeSource.KeyPackage(client.lifetimes().startingAt(client.now()));
    LeafNode leaf =
        client
            .leaf(ClientContext.pair(leafKey).publicKey(), source)
            .sign(client.suite(), client.signer());
    return new KeyPackageTbs(
            ProtocolVersion.MLS10,
            client.suite().id(),
            ClientContext.pair(init).publicKey(),
            leaf,
            client.features().extensions(client.suite()))
        .sign(client.suite(), client.signer());
  }
}
