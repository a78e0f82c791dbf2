package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.KeyAgreement;

/** Public keys as the Java runtime knows them, and what it computes with them to check a token. */
final class JdkKeys {
  private static final Bytes NO_UNUSED_BITS = Bytes.copyOf((byte) 0);
  private static final String ID_EC_PUBLIC_KEY = "1.2.840.10045.2.1";

  private JdkKeys() {}

  static boolean verifies(SignatureScheme scheme, Bytes publicKey, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(scheme.jcaName());
    verifier.initVerify(publicKey(scheme.curve(), publicKey));
    verifier.update(message);
    return verifier.verify(signature);
  }

  static KeyPair generate(Curve curve) throws GeneralSecurityException {
    AlgorithmParameterSpec spec =
        curve.isNist()
            ? new ECGenParameterSpec(curve.jcaName())
            : new NamedParameterSpec(curve.jcaName());
    KeyPairGenerator generator = KeyPairGenerator.getInstance(family(curve));
    generator.initialize(spec);
    return generator.generateKeyPair();
  }

  static Secret agree(Curve curve, KeyPair own, Bytes peer) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance(curve.isNist() ? "ECDH" : "XDH");
    agreement.init(own.getPrivate());
    agreement.doPhase(publicKey(curve, peer), true);
    return Secret.wrap(agreement.generateSecret());
  }

  /** The MLS encoding: what ends the SubjectPublicKeyInfo (RFC 5480 §2, RFC 8410 §4). */
  static Bytes encode(Curve curve, PublicKey key) {
    Bytes info = Bytes.wrap(key.getEncoded());
    return info.slice(info.length() - curve.publicKeyLength(), info.length());
  }

  static PublicKey publicKey(Curve curve, Bytes key) throws GeneralSecurityException {
    Bytes oid = Der.oid(curve.oid());
    Bytes algorithm =
        curve.isNist()
            ? Der.tagged(Der.SEQUENCE, Der.oid(ID_EC_PUBLIC_KEY), oid)
            : Der.tagged(Der.SEQUENCE, oid);
    Bytes info =
        Der.tagged(Der.SEQUENCE, algorithm, Der.tagged(Der.BIT_STRING, NO_UNUSED_BITS, key));
    return KeyFactory.getInstance(family(curve))
        .generatePublic(new X509EncodedKeySpec(info.toByteArray()));
  }

  private static String family(Curve curve) {
    return curve.isNist() ? "EC" : curve.isEdwards() ? "EdDSA" : "XDH";
  }
}
