package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.session.Session;
import dev.claviger.provider.MlsProvider;

/**
 * Signs on a session. ECDSA is hashed here, since few tokens hash and none checks the length of
 * what it is given for a hash; EdDSA is one-shot, as some tokens have no multi-part form of it.
 */
final class Signing {
  private static final Primitives SOFTWARE = Primitives.of(MlsProvider.standard());

  private Signing() {}

  /**
   * The signature in its RFC 9420 §5.1.2 encoding.
   *
   * @throws MalformedResultException if what the token returned is no signature
   */
  static Bytes sign(
      Session session, long mechanism, long key, SignatureScheme scheme, Bytes message) {
    int length = signatureLength(scheme.curve());
    Bytes data = scheme.isEdDsa() ? message : hash(scheme, message);
    Bytes raw = session.sign(new Mechanism.Plain(mechanism), key, data, length);
    if (raw.length() != length) {
      throw new MalformedResultException(
          "a signature of " + raw.length() + " bytes where " + length + " belong");
    }
    try {
      return scheme.isEdDsa() ? raw : EcdsaSignature.toDer(raw);
    } catch (IllegalArgumentException e) {
      throw new MalformedResultException("no ECDSA signature: " + e.getMessage(), e);
    }
  }

  /** Looking a digest up by its name takes longer than the digest of a message. */
  private static Bytes hash(SignatureScheme scheme, Bytes message) {
    for (KdfId kdf : KdfId.values()) {
      if (kdf.digest().equals(scheme.digest())) {
        return SOFTWARE.digest(kdf).digest(message);
      }
    }
    throw new IllegalStateException(scheme + " hashes with " + scheme.digest());
  }

  /** {@code r ‖ s}, or {@code R ‖ S}: twice a scalar. */
  private static int signatureLength(Curve curve) {
    return 2 * curve.fieldLength();
  }
}
