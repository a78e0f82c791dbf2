package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.session.Session;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Signs on a session. ECDSA is hashed here, since few tokens hash and none checks the length of
 * what it is given for a hash; EdDSA is one-shot, as some tokens have no multi-part form of it.
 */
final class Signing {
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

  private static Bytes hash(SignatureScheme scheme, Bytes message) {
    try {
      MessageDigest digest = MessageDigest.getInstance(scheme.digest());
      message.feed(digest::update);
      return Bytes.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + scheme.digest(), e);
    }
  }

  /** {@code r ‖ s}, or {@code R ‖ S}: twice a scalar. */
  private static int signatureLength(Curve curve) {
    return 2 * curve.fieldLength();
  }
}
