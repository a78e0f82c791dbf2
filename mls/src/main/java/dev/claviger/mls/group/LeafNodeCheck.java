package dev.claviger.mls.group;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.CredentialValidator.Role;
import dev.claviger.mls.spi.X509CredentialValidator;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.ExternalSenders;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.RequiredCapabilities;
import dev.claviger.mls.wire.UpdatePath;
import dev.claviger.mls.wire.UpdatePathNode;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether a leaf is valid where it appears (RFC 9420 §7.3, §10.1). The validator is asked last, for
 * all credentials at once.
 */
final class LeafNodeCheck {
  private final ValidationPolicy policy;
  private final List<Extension> groupExtensions;
  private final Optional<RequiredCapabilities> required;
  private final CredentialBatch credentials = new CredentialBatch();

  /**
   * @param groupExtensions those of the GroupContext that the leaf will live under
   */
  private LeafNodeCheck(ValidationPolicy policy, List<Extension> groupExtensions) {
    this.policy = policy;
    this.groupExtensions = groupExtensions;
    this.required = RequiredCapabilities.in(groupExtensions);
  }

  /**
   * Makes checks, and then asks the validator for all credentials that came up in them.
   *
   * @param groupExtensions those of the GroupContext that the leaves will live under
   */
  static void run(
      ValidationPolicy policy, List<Extension> groupExtensions, Consumer<LeafNodeCheck> checks) {
    LeafNodeCheck check = new LeafNodeCheck(policy, groupExtensions);
    checks.accept(check);
    check.credentials.ask(policy.validator());
  }

  /** What the GroupContext's extensions demand of a leaf (§11.1, §13.4). */
  static void supportsGroup(
      LeafNode leaf, List<Extension> groupExtensions, ValidationPolicy policy) {
    new LeafNodeCheck(policy, groupExtensions).supportsGroup(leaf);
  }

  /** A KeyPackage in an Add (§10.1), but for its signatures: {@link #signatures} checks those. */
  void keyPackage(KeyPackage keyPackage) {
    LeafNode leaf = keyPackage.leafNode();
    fitsGroup(keyPackage);
    require(!keyPackage.initKey().equals(leaf.encryptionKey()), Rule.KEY_PACKAGE_INIT_KEY_DIFFERS);
    keyFits(keyPackage.initKey());
    extensionsAreUnique(keyPackage.extensions());
    if (!(leaf.leafNodeSource() instanceof LeafNodeSource.KeyPackage source)) {
      throw new ValidationException(Rule.KEY_PACKAGE_LEAF_SOURCE_FITS);
    }
    require(source.lifetime().isRange(), Rule.LIFETIME_IS_A_RANGE);
    require(
        policy.lifetimes().isCurrentOnReceipt(source.lifetime(), policy.now()),
        Rule.LIFETIME_IS_CURRENT);
    common(leaf, new Role.Joiner());
  }

  /** Both signatures of a KeyPackage (§10.1); touches nothing else, so it may run in parallel. */
  void signatures(KeyPackage keyPackage) {
    try {
      keyPackage.verifySignature(policy.suite());
    } catch (AuthenticationException | InvalidPublicKeyException e) {
      throw new ValidationException(Rule.KEY_PACKAGE_SIGNATURE_VERIFIES, e);
    }
    try {
      keyPackage.leafNode().verifySignature(policy.suite());
    } catch (AuthenticationException | InvalidPublicKeyException e) {
      throw new ValidationException(Rule.LEAF_SIGNATURE_VERIFIES, e);
    }
  }

  /** The KeyPackage of an Add that we send ourselves is current to the second (§7.3). */
  static void isCurrent(KeyPackage keyPackage, ValidationPolicy policy) {
    require(
        !(keyPackage.leafNode().leafNodeSource() instanceof LeafNodeSource.KeyPackage source)
            || source.lifetime().covers(policy.now()),
        Rule.LIFETIME_IS_CURRENT);
  }

  /** The leaf of an Update proposal, in place of another (§7.3). */
  void update(LeafNode leaf, LeafNode old, GroupId groupId, LeafIndex index) {
    require(leaf.leafNodeSource() instanceof LeafNodeSource.Update, Rule.UPDATE_LEAF_SOURCE_FITS);
    require(!leaf.encryptionKey().equals(old.encryptionKey()), Rule.UPDATE_KEY_IS_NEW);
    replacement(leaf, old, groupId, index);
  }

  /** The leaf of a Commit's path, in place of the committer's (§7.3, §12.4.2). */
  void commit(LeafNode leaf, LeafNode old, GroupId groupId, LeafIndex index) {
    require(leaf.leafNodeSource() instanceof LeafNodeSource.Commit, Rule.COMMIT_LEAF_SOURCE_FITS);
    require(!leaf.encryptionKey().equals(old.encryptionKey()), Rule.COMMITTER_LEAF_KEY_IS_NEW);
    replacement(leaf, old, groupId, index);
  }

  /**
   * The leaf of an external Commit's path: that of a new member, or as an Update's of the leaf that
   * it replaces (§12.2).
   */
  void externalCommit(LeafNode leaf, Optional<Seat> old, GroupId groupId, LeafIndex index) {
    require(leaf.leafNodeSource() instanceof LeafNodeSource.Commit, Rule.COMMIT_LEAF_SOURCE_FITS);
    if (old.isPresent()) {
      require(
          !leaf.encryptionKey().equals(old.get().leaf().encryptionKey()), Rule.RESYNC_KEY_IS_NEW);
    }
    signature(leaf, groupId, index);
    form(leaf);
    credential(
        leaf,
        old.<Role>map(seat -> new Role.Successor(seat.index(), seat.leaf().credential()))
            .orElse(new Role.Joiner()));
  }

  /** A leaf of the tree of a group that we join, but for its signature. */
  void member(LeafIndex index, LeafNode leaf) {
    if (leaf.leafNodeSource() instanceof LeafNodeSource.KeyPackage source) {
      require(
          policy.lifetimes().isCurrentInTree(source.lifetime(), policy.now()),
          Rule.LIFETIME_IS_CURRENT,
          "leaf " + index);
    }
    common(leaf, new Role.Member(index));
  }

  /** What the GroupContext's extensions demand of every member (§11.1, §13.4). */
  void supportsGroup(LeafNode leaf) {
    supportsGroup(leaf.capabilities());
  }

  private void supportsGroup(Capabilities capabilities) {
    required.ifPresent(
        r -> {
          require(r.extensionsAreMetBy(capabilities), Rule.LEAF_HAS_REQUIRED_EXTENSIONS);
          require(r.proposalsAreMetBy(capabilities), Rule.LEAF_HAS_REQUIRED_PROPOSALS);
          require(r.credentialsAreMetBy(capabilities), Rule.LEAF_HAS_REQUIRED_CREDENTIALS);
        });
    supportsExtensions(capabilities);
  }

  /** What new extensions of the GroupContext demand of one who is a member (§12.1.7). */
  void remains(LeafNode member) {
    Capabilities capabilities = member.capabilities();
    require(
        required.map(r -> r.areMetBy(capabilities)).orElse(true),
        Rule.MEMBERS_MEET_NEW_REQUIREMENTS);
    supportsExtensions(capabilities);
  }

  private void supportsExtensions(Capabilities capabilities) {
    for (Extension extension : groupExtensions) {
      require(
          capabilities.supports(extension.extensionType()), Rule.LEAF_SUPPORTS_GROUP_EXTENSIONS);
    }
  }

  /**
   * Those whom the GroupContext's extensions let speak from outside, as far as they are new
   * (§5.3.1).
   */
  void externalSenders(List<ExternalSender> known) {
    List<ExternalSender> senders = ExternalSenders.in(groupExtensions);
    for (int i = 0; i < senders.size(); i++) {
      ExternalSender sender = senders.get(i);
      if (!known.contains(sender)) {
        credential(sender.credential(), sender.signatureKey(), new Role.ExternalSender(i));
      }
    }
  }

  /** The keys of an UpdatePath's nodes. */
  void pathKeys(UpdatePath path) {
    for (UpdatePathNode node : path.nodes()) {
      keyFits(node.encryptionKey());
    }
  }

  /** The key of a parent node of a tree that we are given. */
  void parentKey(HpkePublicKey key) {
    keyFits(key);
  }

  static void extensionsAreUnique(List<Extension> extensions) {
    Set<ExtensionType> types = new HashSet<>();
    for (Extension extension : extensions) {
      if (!types.add(extension.extensionType())) {
        throw new ValidationException(
            Rule.EXTENSIONS_ARE_UNIQUE, extension.extensionType().toString());
      }
    }
  }

  /** The validator is asked only if credential or signature key are new (§5.3.1). */
  private void replacement(LeafNode leaf, LeafNode old, GroupId groupId, LeafIndex index) {
    signature(leaf, groupId, index);
    form(leaf);
    if (!leaf.credential().equals(old.credential())
        || !leaf.signatureKey().equals(old.signatureKey())) {
      credential(leaf, new Role.Successor(index, old.credential()));
    }
  }

  private void signature(LeafNode leaf, GroupId groupId, LeafIndex index) {
    try {
      leaf.verifySignature(policy.suite(), groupId, index);
    } catch (AuthenticationException | InvalidPublicKeyException e) {
      throw new ValidationException(Rule.LEAF_SIGNATURE_VERIFIES, e);
    }
  }

  private void common(LeafNode leaf, Role role) {
    form(leaf);
    if (leaf.leafNodeSource() instanceof LeafNodeSource.KeyPackage source) {
      require(source.lifetime().isRange(), Rule.LIFETIME_IS_A_RANGE);
      require(policy.lifetimes().accepts(source.lifetime()), Rule.LIFETIME_IS_ACCEPTABLE);
    }
    credential(leaf, role);
  }

  private void form(LeafNode leaf) {
    Capabilities capabilities = leaf.capabilities();
    keyFits(leaf.encryptionKey());
    keyFits(leaf.signatureKey());
    require(
        capabilities.versions().contains(ProtocolVersion.MLS10)
            && capabilities.cipherSuites().contains(policy.suite().id()),
        Rule.LEAF_SUPPORTS_GROUP);
    require(capabilities.supports(leaf.credentialType()), Rule.LEAF_SUPPORTS_OWN_CREDENTIAL);
    List<Extension> extensions = leaf.extensions();
    extensionsAreUnique(extensions);
    for (Extension extension : extensions) {
      require(capabilities.supports(extension.extensionType()), Rule.LEAF_SUPPORTS_OWN_EXTENSIONS);
    }
    supportsGroup(capabilities);
  }

  private void credential(LeafNode leaf, Role role) {
    credential(leaf.credential(), leaf.signatureKey(), role);
  }

  private void credential(Credential credential, SignaturePublicKey key, Role role) {
    if (credential instanceof Credential.X509 x509) {
      endEntityKeyIs(key, x509);
    }
    credentials.add(credential, key, role);
  }

  /** Whatever the validator makes of the chain (§5.3). */
  private void endEntityKeyIs(SignaturePublicKey key, Credential.X509 credential) {
    try {
      require(
          X509CredentialValidator.endEntityKey(policy.suite(), credential).equals(key),
          Rule.X509_KEY_IS_THE_SIGNATURE_KEY);
    } catch (GeneralSecurityException e) {
      throw new ValidationException(Rule.X509_KEY_IS_THE_SIGNATURE_KEY, e);
    }
  }

  private void fitsGroup(KeyPackage keyPackage) {
    require(keyPackage.version().equals(ProtocolVersion.MLS10), Rule.KEY_PACKAGE_VERSION_FITS);
    require(keyPackage.cipherSuite().equals(policy.suite().id()), Rule.KEY_PACKAGE_SUITE_FITS);
  }

  private void keyFits(HpkePublicKey key) {
    try {
      policy.suite().checkPublicKey(key);
    } catch (InvalidPublicKeyException e) {
      throw new ValidationException(Rule.PUBLIC_KEYS_FIT_SUITE, e);
    }
  }

  private void keyFits(SignaturePublicKey key) {
    try {
      policy.suite().checkPublicKey(key);
    } catch (InvalidPublicKeyException e) {
      throw new ValidationException(Rule.PUBLIC_KEYS_FIT_SUITE, e);
    }
  }

  private static void require(boolean holds, Rule rule, String detail) {
    if (!holds) {
      throw new ValidationException(rule, detail);
    }
  }

  private static void require(boolean holds, Rule rule) {
    if (!holds) {
      throw new ValidationException(rule);
    }
  }
}
