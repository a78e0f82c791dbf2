package dev.claviger.mls.tree;

import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import java.util.ArrayList;
import java.util.List;

/**
 * The private keys that the path secret of a Welcome gives to a new member (RFC 9420 §12.4.3.1).
 */
public final class WelcomedPath {
  private WelcomedPath() {}

  /**
   * @param pathSecret that of the lowest node above both; it is taken over and destroyed
   * @param keeper takes the keys over
   * @throws ValidationException if it gives other keys than the tree has
   */
  public static PathKeys open(
      RatchetTree tree, LeafIndex signer, LeafIndex self, Secret pathSecret, DerivedKeys keeper) {
    NodeIndex ancestor = signer.node().commonAncestor(self.node());
    List<NodeIndex> above = new ArrayList<>();
    above.add(ancestor);
    above.addAll(tree.size().directPath(ancestor));
    above.removeIf(node -> tree.node(node).isEmpty());
    if (above.isEmpty() || !above.get(0).equals(ancestor)) {
      pathSecret.destroy();
      throw new ValidationException(Rule.WELCOME_PATH_SECRET_MATCHES, "node " + ancestor);
    }
    PathSecrets secrets = new PathSecrets(tree.suite(), pathSecret, above);
    try {
      secrets.commitSecret().destroy();
      for (NodeIndex node : above) {
        if (!secrets
            .keyPairs()
            .get(node)
            .publicKey()
            .equals(tree.node(node).orElseThrow().encryptionKey())) {
          throw new ValidationException(Rule.WELCOME_PATH_SECRET_MATCHES, "node " + node);
        }
      }
      secrets.keepIn(keeper);
      secrets.close();
      return PathKeys.none(keeper).advance(secrets.keyPairs(), tree);
    } catch (RuntimeException e) {
      secrets.discard();
      throw e;
    }
  }
}
