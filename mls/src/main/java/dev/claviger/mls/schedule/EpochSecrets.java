package dev.claviger.mls.schedule;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.LabelledExpander;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.mls.wire.Mac;
import java.util.List;

/**
 * The secrets of an epoch (RFC 9420 §8, table 4): each is {@code DeriveSecret(epoch_secret,
 * label)}.
 *
 * @param senderDataSecret "sender data"
 * @param encryptionSecret "encryption": the root of the secret tree, which takes it over
 * @param exporterSecret "exporter"
 * @param externalSecret "external"
 * @param confirmationKey "confirm"
 * @param membershipKey "membership"
 * @param resumptionPsk "resumption"
 * @param epochAuthenticator "authentication"
 * @param initSecret "init"
 */
public record EpochSecrets(
    Secret senderDataSecret,
    Secret encryptionSecret,
    Secret exporterSecret,
    Secret externalSecret,
    Secret confirmationKey,
    Secret membershipKey,
    Secret resumptionPsk,
    Secret epochAuthenticator,
    InitSecret initSecret)
    implements AutoCloseable {
  /** Takes the epoch secret over and destroys it. */
  public static EpochSecrets derive(CipherSuite suite, Secret epochSecret) {
    try (epochSecret;
        LabelledExpander epoch = suite.expander(epochSecret)) {
      return new EpochSecrets(
          epoch.deriveSecret("sender data"),
          epoch.deriveSecret("encryption"),
          epoch.deriveSecret("exporter"),
          epoch.deriveSecret("external"),
          epoch.deriveSecret("confirm"),
          epoch.deriveSecret("membership"),
          epoch.deriveSecret("resumption"),
          epoch.deriveSecret("authentication"),
          new InitSecret(epoch.deriveSecret("init")));
    }
  }

  /** {@code MAC(confirmation_key, GroupContext.confirmed_transcript_hash)} (§6.1). */
  public Mac confirmationTag(CipherSuite suite, Bytes confirmedTranscriptHash) {
    return new Mac(suite.mac(confirmationKey, confirmedTranscriptHash));
  }

  /**
   * @throws dev.claviger.crypto.AuthenticationException if the tag is not that of the hash
   */
  public void verifyConfirmationTag(CipherSuite suite, Bytes confirmedTranscriptHash, Mac tag) {
    suite.verifyMac(confirmationKey, confirmedTranscriptHash, tag.value());
  }

  /**
   * MLS-Exporter (§8.5).
   *
   * <pre>
   * MLS-Exporter(Label, Context, Length) =
   *        ExpandWithLabel(DeriveSecret(exporter_secret, Label),
   *                          "exported", Hash(Context), Length)
   * </pre>
   */
  public Secret export(CipherSuite suite, String label, Bytes context, int length) {
    try (Secret derived = suite.deriveSecret(exporterSecret, label)) {
      return suite.expandWithLabel(derived, "exported", suite.hash(context), length);
    }
  }

  /**
   * {@code external_priv, external_pub = KEM.DeriveKeyPair(external_secret)}.
   *
   * @param keeper takes the private key over; the caller has it destroyed there
   */
  public HpkeKeyPair externalKeyPair(CipherSuite suite, DerivedKeys keeper) {
    return keeper.keep(KeyPurpose.EXTERNAL, List.of(suite.deriveKeyPair(externalSecret))).get(0);
  }

  /** {@code external_pub}; nothing stays of {@code external_priv}. */
  public HpkePublicKey externalPub(CipherSuite suite) {
    HpkeKeyPair external = suite.deriveKeyPair(externalSecret);
    DerivedKeys.software().destroy(external);
    return external.publicKey();
  }

  /** Zeroes all of them. */
  @Override
  public void close() {
    closeButTree();
    encryptionSecret.destroy();
  }

  /** Zeroes all but the root of the secret tree, which lives on in the tree as long as it must. */
  public void closeButTree() {
    senderDataSecret.destroy();
    exporterSecret.destroy();
    externalSecret.destroy();
    confirmationKey.destroy();
    membershipKey.destroy();
    resumptionPsk.destroy();
    epochAuthenticator.destroy();
    initSecret.close();
  }
}
