package dev.claviger.mls.group;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.tree.TreeView;
import dev.claviger.mls.tree.UniqueKeys;
import dev.claviger.mls.wire.CredentialType;
import java.util.HashSet;
import java.util.Set;

/** What must hold between the members of a group (RFC 9420 §7.3). */
final class MembershipCheck {
  private MembershipCheck() {}

  /**
   * Unique keys and common credential types.
   *
   * @param changed the leaves that are new, or not what they were
   */
  static void check(TreeView tree, Set<LeafIndex> changed) {
    UniqueKeys.check(tree);
    credentialTypesAreCommon(tree, changed);
  }

  static void credentialTypesAreCommon(TreeView tree, Set<LeafIndex> changed) {
    Set<CredentialType> inUse = new HashSet<>();
    tree.forEachLeaf((index, leaf) -> inUse.add(leaf.credentialType()));
    tree.forEachLeaf(
        (index, leaf) -> {
          for (CredentialType type : inUse) {
            if (!leaf.supports(type)) {
              throw new ValidationException(
                  changed.contains(index)
                      ? Rule.CREDENTIAL_TYPES_IN_USE_ARE_SUPPORTED
                      : Rule.CREDENTIAL_TYPE_IS_SUPPORTED_BY_ALL,
                  "leaf " + index + " lacks " + type);
            }
          }
        });
  }
}
