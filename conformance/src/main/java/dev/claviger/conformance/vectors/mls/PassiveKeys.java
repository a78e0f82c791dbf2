package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.framing.Padding;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.Features;
import dev.claviger.mls.group.GroupPolicy;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.group.PskLookup;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.spi.LifetimePolicy;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.WireFormat;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** The published keys of a passive client, as those of a client of ours. */
final class PassiveKeys {
  /** After any lifetime began. Vectors do not tell when they were made, so none counts as over. */
  private static final Clock LATE = Clock.fixed(Instant.ofEpochSecond(1L << 40), ZoneOffset.UTC);

  private static final LifetimePolicy ANY_LIFETIME =
      LifetimePolicy.DEFAULT.withoutMaximum().late(Duration.ofSeconds(Long.MAX_VALUE));

  private PassiveKeys() {}

  static KeyPackageKeys read(CipherSuite suite, Fields in) {
    KeyPackage keyPackage = Messages.read(in.hex("key_package"), KeyPackage.class);
    return new KeyPackageKeys(
        keyPackage,
        hpkeKey(suite, KeyPurpose.INIT, in, "init_priv", keyPackage.initKey()),
        hpkeKey(
            suite, KeyPurpose.LEAF, in, "encryption_priv", keyPackage.leafNode().encryptionKey()));
  }

  /**
   * A client that takes every credential and every lifetime, for vectors carry neither policy, and
   * that handles whatever its leaf says.
   */
  static ClientContext client(CipherSuite suite, Fields in, KeyPackage keyPackage, PskLookup psks) {
    PrivateKey signer = PrivateKeys.of(suite.signatureScheme().curve(), in.hex("signature_priv"));
    KeyMatch.signature(suite, "signature_priv", signer, keyPackage.leafNode().signatureKey());
    return new ClientContext(
        suite,
        SoftwareVault.create(),
        key(
            KeyPurpose.SIGNATURE,
            suite.signatureScheme(),
            signer,
            keyPackage.leafNode().signatureKey().value()),
        keyPackage.leafNode().credential(),
        presented -> new CredentialValidator.Verdict.Accepted(),
        psks,
        ANY_LIFETIME,
        LATE,
        RatchetWindow.DEFAULT,
        group -> WireFormat.PRIVATE_MESSAGE,
        Padding.NONE,
        GroupPolicy.DEFAULT,
        Features.saidBy(keyPackage.leafNode().capabilities()));
  }

  private static VaultKey hpkeKey(
      CipherSuite suite, KeyPurpose purpose, Fields in, String field, HpkePublicKey publicKey) {
    PrivateKey privateKey = PrivateKeys.of(suite.kem().curve(), in.hex(field));
    VaultKey key = key(purpose, suite.kem(), privateKey, publicKey.value());
    KeyMatch.hpke(suite, field, key.asHpkeKeyPair());
    return key;
  }

  private static VaultKey key(
      KeyPurpose purpose, KeyAlgorithm algorithm, PrivateKey key, Bytes publicKey) {
    return new VaultKey(KeyRef.of("vector:" + purpose), purpose, algorithm, key, publicKey);
  }
}
