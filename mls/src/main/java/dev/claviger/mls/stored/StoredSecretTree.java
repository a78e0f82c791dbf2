package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.ratchet.SecretTree;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What rows hold of the secret tree of one epoch. */
final class StoredSecretTree {
  private StoredSecretTree() {}

  /**
   * @param types the kinds of ratchets that have not been deleted
   */
  static SecretTree read(
      ClientContext client, Rows rows, long epoch, TreeSize size, RatchetType... types) {
    Map<NodeIndex, Secret> nodes = new HashMap<>();
    rows.forEach(
        RowKind.SECRET_NODE,
        (key, secret) -> {
          if (key.epoch() == epoch) {
            nodes.put(new NodeIndex(key.index()), secret.copy());
          }
        });
    Map<RatchetType, Map<LeafIndex, Secret>> ratchets = new EnumMap<>(RatchetType.class);
    for (RatchetType type : types) {
      Map<LeafIndex, Secret> ofType = new HashMap<>();
      rows.forEach(
          RowKind.of(type),
          (key, row) -> {
            if (key.epoch() == epoch) {
              ofType.put(new LeafIndex(key.index()), row);
            }
          });
      ratchets.put(type, ofType);
    }
    return SecretTree.restore(client.suite(), size, client.window(), nodes, ratchets);
  }
}
