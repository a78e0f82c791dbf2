package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.framing.Padding;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.spi.LifetimePolicy;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.LeafNodeContent;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.WireFormat;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What all groups of one client have in common: who it is, where its keys live, and its policies.
 *
 * @param signatureKey signs everything the client sends
 * @param features what our leaves say we can do beyond the defaults, and what they say at random
 * @param handshakeFormat PublicMessage or PrivateMessage, group by group
 */
public record ClientContext(
    CipherSuite suite,
    KeyVault vault,
    VaultKey signatureKey,
    Credential credential,
    CredentialValidator validator,
    PskLookup psks,
    LifetimePolicy lifetimes,
    Clock clock,
    RatchetWindow window,
    Function<GroupId, WireFormat> handshakeFormat,
    Padding padding,
    GroupPolicy groupPolicy,
    Features features) {
  /**
   * With one format everywhere, {@link GroupPolicy#DEFAULT}, no features beyond the defaults, and
   * no GREASE.
   */
  public ClientContext(
      CipherSuite suite,
      KeyVault vault,
      VaultKey signatureKey,
      Credential credential,
      CredentialValidator validator,
      PskLookup psks,
      LifetimePolicy lifetimes,
      Clock clock,
      RatchetWindow window,
      WireFormat handshakeFormat,
      Padding padding) {
    this(
        suite,
        vault,
        signatureKey,
        credential,
        validator,
        psks,
        lifetimes,
        clock,
        window,
        group -> handshakeFormat,
        padding,
        GroupPolicy.DEFAULT,
        Features.plain(List.of(), List.of()));
  }

  public Identity identity() {
    return new Identity(signatureKey, credential);
  }

  /**
   * The same client under another credential or signature key.
   *
   * @throws IllegalArgumentException if the key is not one of the suite's signature scheme
   */
  public ClientContext withIdentity(Identity identity) {
    VaultKey key = identity.signatureKey();
    if (key.purpose() != KeyPurpose.SIGNATURE || !key.algorithm().equals(suite.signatureScheme())) {
      throw new IllegalArgumentException(
          key.ref() + " is no " + suite.signatureScheme() + " key for signing");
    }
    return new ClientContext(
        suite,
        vault,
        key,
        identity.credential(),
        validator,
        psks,
        lifetimes,
        clock,
        window,
        handshakeFormat,
        padding,
        groupPolicy,
        features);
  }

  /** The same client under another validator. */
  public ClientContext withValidator(CredentialValidator other) {
    return new ClientContext(
        suite,
        vault,
        signatureKey,
        credential,
        other,
        psks,
        lifetimes,
        clock,
        window,
        handshakeFormat,
        padding,
        groupPolicy,
        features);
  }

  public ValidationPolicy policy() {
    return new ValidationPolicy(
        suite,
        validator,
        lifetimes,
        clock,
        groupPolicy.externalCommits(),
        groupPolicy.fromOutside());
  }

  /**
   * What we ask for we handle ourselves. Our leaves say more than that: GREASE, which is nowhere to
   * be asked for (RFC 9420 §13.5).
   *
   * @throws ValidationException if we do not
   */
  void checkSupport(Proposal proposal) {
    if (proposal instanceof GroupContextExtensions change) {
      checkSupport(change.extensions());
    } else if (!features.supports(proposal.proposalType())) {
      throw new ValidationException(
          Rule.PROPOSAL_TYPE_IS_SUPPORTED, "we lack " + proposal.proposalType());
    }
  }

  /** As {@link #checkSupport(Proposal)}, of the extensions of a GroupContext. */
  void checkSupport(List<Extension> extensions) {
    for (Extension extension : extensions) {
      if (!features.supports(extension.extensionType())) {
        throw new ValidationException(
            Rule.GROUP_EXTENSIONS_ARE_SUPPORTED, extension.extensionType().toString());
      }
    }
  }

  PrivateKey signer() {
    return signatureKey.privateKey();
  }

  public Instant now() {
    return clock.instant();
  }

  /** In what handshake messages of ours travel in that group. */
  WireFormat handshakeFormat(GroupId group) {
    return handshakeFormat.apply(group);
  }

  /** What our leaves say we can do. */
  Capabilities capabilities() {
    return features.capabilities(
        suite.id(),
        validator.supportedTypes().stream()
            .sorted((a, b) -> Integer.compare(a.value(), b.value()))
            .collect(Lists.toList()));
  }

  /** A leaf of ours around a fresh encryption key, not signed yet. */
  LeafNodeContent leaf(HpkePublicKey encryptionKey, LeafNodeSource source) {
    return new LeafNodeContent(
        encryptionKey,
        signatureKey.asSignatureKeyPair().publicKey(),
        credential,
        capabilities(),
        source,
        features.leafExtensions());
  }

  /** A leaf encryption key, generated where it stays. */
  VaultKey generateLeafKey() {
    return vault.generate(KeyPurpose.LEAF, suite.kem());
  }

  public static HpkeKeyPair pair(VaultKey key) {
    return key.asHpkeKeyPair();
  }
}
