package dev.claviger.mls.group;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.schedule.TranscriptHash;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.TreeCheck;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.ReInit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** An epoch as its GroupInfo and tree show it to who is no member, or not yet. */
public record PublicEpoch(
    ValidationPolicy policy,
    GroupContext context,
    RatchetTree tree,
    Mac confirmationTag,
    Bytes interimTranscriptHash,
    Optional<ReInit> suspendedBy)
    implements EpochView {
  /**
   * Checks a GroupInfo and its tree as one who joins does (RFC 9420 §12.4.3.1).
   *
   * @param treeBeside the tree, if it did not come inside
   * @param supported the extensions that a GroupContext may have for us (§13.4)
   * @throws ValidationException if GroupInfo, tree or a leaf break a rule
   */
  public static PublicEpoch of(
      ValidationPolicy policy,
      GroupInfo groupInfo,
      Optional<RatchetTreeExtension> treeBeside,
      Predicate<ExtensionType> supported) {
    GroupContext context = groupInfo.groupContext();
    if (!context.cipherSuite().equals(policy.suite().id())) {
      throw new ValidationException(Rule.GROUP_INFO_SUITE_MATCHES);
    }
    RatchetTree tree = tree(policy, groupInfo, treeBeside);
    verifySignature(policy, groupInfo, tree);
    LeafNodeCheck.extensionsAreUnique(context.extensions());
    checkSupport(context, supported);
    TreeCheck.check(tree, context.treeHash(), context.groupId());
    LeafNodeCheck.run(
        policy,
        context.extensions(),
        check -> {
          tree.forEachLeaf(check::member);
          tree.forEachNode((index, node) -> check.parentKey(node.encryptionKey()));
          check.externalSenders(List.of());
          MembershipCheck.credentialTypesAreCommon(tree, Set.of());
        });
    return of(policy, context, tree, groupInfo.confirmationTag(), Optional.empty());
  }

  static PublicEpoch of(
      ValidationPolicy policy,
      GroupContext context,
      RatchetTree tree,
      Mac confirmationTag,
      Optional<ReInit> suspendedBy) {
    return new PublicEpoch(
        policy,
        context,
        tree,
        confirmationTag,
        TranscriptHash.interim(policy.suite(), context.confirmedTranscriptHash(), confirmationTag),
        suspendedBy);
  }

  /**
   * Checks a GroupInfo that a member made of this epoch, before it is handed on.
   *
   * @throws ValidationException if it is of another epoch, or no member signed it
   */
  public void check(GroupInfo groupInfo) {
    GroupContext other = groupInfo.groupContext();
    ReceptionCheck.address(this, other.groupId(), other.epoch());
    if (!other.equals(context) || !groupInfo.confirmationTag().equals(confirmationTag)) {
      throw new ValidationException(Rule.GROUP_INFO_IS_OF_THE_EPOCH);
    }
    if (!tree(policy, groupInfo, Optional.of(tree.toExtension()))
        .rootHash()
        .equals(tree.rootHash())) {
      throw new ValidationException(Rule.TREE_HASH_MATCHES);
    }
    verifySignature(policy, groupInfo, tree);
  }

  private static void checkSupport(GroupContext context, Predicate<ExtensionType> supported) {
    for (Extension extension : context.extensions()) {
      if (!supported.test(extension.extensionType())) {
        throw new ValidationException(
            Rule.GROUP_EXTENSIONS_ARE_SUPPORTED, extension.extensionType().toString());
      }
    }
  }

  private static RatchetTree tree(
      ValidationPolicy policy, GroupInfo groupInfo, Optional<RatchetTreeExtension> treeBeside) {
    LeafNodeCheck.extensionsAreUnique(groupInfo.extensions());
    RatchetTreeExtension extension =
        Extension.find(groupInfo.extensions(), ExtensionType.RATCHET_TREE)
            .map(
                e ->
                    TlsReader.decode(e.extensionData(), "ratchet_tree", RatchetTreeExtension::read))
            .or(() -> treeBeside)
            .orElseThrow(() -> new ValidationException(Rule.TREE_IS_AT_HAND));
    return RatchetTree.of(policy.suite(), extension);
  }

  private static void verifySignature(
      ValidationPolicy policy, GroupInfo groupInfo, RatchetTree tree) {
    LeafNode signer =
        tree.leaf(groupInfo.signer())
            .orElseThrow(
                () ->
                    new ValidationException(
                        Rule.GROUP_INFO_SIGNER_IS_A_MEMBER, "leaf " + groupInfo.signer()));
    try {
      groupInfo.verifySignature(policy.suite(), signer.signatureKey());
    } catch (AuthenticationException | InvalidPublicKeyException e) {
      throw new ValidationException(Rule.GROUP_INFO_SIGNATURE_VERIFIES, e);
    }
  }
}
