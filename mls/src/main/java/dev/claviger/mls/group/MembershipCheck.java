package dev.claviger.mls.group;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.tree.TreeView;
import dev.claviger.mls.wire.CredentialType;
import java.util.HashSet;
import java.util.Set;

/** What must hold between the members of a group (RFC 9420 §7.3), in one pass over the tree. */
final class MembershipCheck {
  private MembershipCheck() {}

  /** Unique keys and common credential types. */
  static void check(TreeView tree) {
    Set<HpkePublicKey> encryptionKeys = new HashSet<>();
    tree.forEachNode(
        (index, node) -> {
          if (!encryptionKeys.add(node.encryptionKey())) {
            throw new ValidationException(Rule.ENCRYPTION_KEYS_ARE_UNIQUE, "node " + index);
          }
        });
    Set<SignaturePublicKey> signatureKeys = new HashSet<>();
    tree.forEachLeaf(
        (index, leaf) -> {
          if (!signatureKeys.add(leaf.signatureKey())) {
            throw new ValidationException(Rule.SIGNATURE_KEYS_ARE_UNIQUE, "leaf " + index);
          }
        });
    credentialTypesAreCommon(tree);
  }

  static void credentialTypesAreCommon(TreeView tree) {
    Set<CredentialType> inUse = new HashSet<>();
    tree.forEachLeaf((index, leaf) -> inUse.add(leaf.credential().type()));
    tree.forEachLeaf(
        (index, leaf) -> {
          for (CredentialType type : inUse) {
            if (!leaf.capabilities().supports(type)) {
              throw new ValidationException(
                  Rule.CREDENTIAL_TYPES_ARE_COMMON, "leaf " + index + " lacks " + type);
            }
          }
        });
  }
}
