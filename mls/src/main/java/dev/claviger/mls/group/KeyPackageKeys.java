package dev.claviger.mls.group;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.KeyPackageTbs;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A KeyPackage of ours and the two keys that wait for its Welcome (RFC 9420 §10). */
public record KeyPackageKeys(KeyPackage keyPackage, VaultKey initKey, VaultKey leafKey) {
  /** Makes both keys in the vault and signs twice. */
  public static KeyPackageKeys generate(ClientContext client) {
    return generate(client, List.of());
  }

  /**
   * The same.
   *
   * @param marks extensions of the KeyPackage, beside GREASE
   */
  public static KeyPackageKeys generate(ClientContext client, List<Extension> marks) {
    VaultKey init = client.vault().generate(KeyPurpose.INIT, client.suite().kem());
    VaultKey leaf = null;
    try {
      leaf = client.generateLeafKey();
      return new KeyPackageKeys(sign(client, marks, init, leaf), init, leaf);
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

  private static KeyPackage sign(
      ClientContext client, List<Extension> marks, VaultKey init, VaultKey leafKey) {
    List<Extension> extensions = new ArrayList<>(client.features().extensions(client.suite()));
    extensions.addAll(marks);
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
            List.copyOf(extensions))
        .sign(client.suite(), client.signer());
  }
}
