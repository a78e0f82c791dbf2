package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.hpke.HpkeRecipient;
import dev.claviger.crypto.hpke.HpkeSender;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.schedule.InitSecret;
import dev.claviger.mls.wire.ExternalInit;

/**
 * The init secret of an external Commit (RFC 9420 §8.3).
 *
 * <pre>
 * kem_output, context = SetupBaseS(external_pub, "")
 * init_secret = context.export("MLS 1.0 external init secret", KDF.Nh)
 *
 * context = SetupBaseR(kem_output, external_priv, "")
 * init_secret = context.export("MLS 1.0 external init secret", KDF.Nh)
 * </pre>
 */
final class ExternalInitSecret {
  private static final Bytes LABEL = Bytes.utf8("MLS 1.0 external init secret");

  private ExternalInitSecret() {}

  /** What the one who joins sends and keeps. */
  record Sent(ExternalInit proposal, InitSecret secret) {}

  /**
   * @throws ValidationException if external_pub is no key of the suite
   */
  static Sent send(CipherSuite suite, HpkePublicKey externalPub) {
    try (HpkeSender context = suite.hpke().setupS(externalPub, Bytes.empty())) {
      return new Sent(
          new ExternalInit(context.enc()),
          new InitSecret(context.export(LABEL, suite.hashLength())));
    } catch (InvalidPublicKeyException e) {
      throw new ValidationException(Rule.EXTERNAL_PUB_IS_AT_HAND, e);
    }
  }

  /** One use of the epoch's external_priv, which is derived for it and destroyed after it. */
  static InitSecret receive(GroupState state, ExternalInit proposal) {
    CipherSuite suite = state.client().suite();
    DerivedKeys keeper = state.client().vault().derivedKeys();
    HpkeKeyPair external = state.secrets().externalKeyPair(suite, keeper);
    try (HpkeRecipient context =
        suite.hpke().setupR(proposal.kemOutput(), external, Bytes.empty())) {
      return new InitSecret(context.export(LABEL, suite.hashLength()));
    } catch (InvalidPublicKeyException e) {
      throw new ValidationException(Rule.EXTERNAL_INIT_DECAPSULATES, e);
    } finally {
      keeper.destroy(external);
    }
  }
}
