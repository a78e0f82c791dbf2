package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.MlsPublicKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import javax.crypto.KeyAgreement;

/** Public keys as the Java runtime knows them, and what it computes with them to check a token. */
final class JdkKeys {
  private JdkKeys() {}

  static boolean verifies(SignatureScheme scheme, Bytes publicKey, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(scheme.jcaName());
    verifier.initVerify(MlsPublicKeys.toJca(scheme.curve(), publicKey));
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
    agreement.doPhase(MlsPublicKeys.toJca(curve, peer), true);
    return Secret.wrap(agreement.generateSecret());
  }

  private static String family(Curve curve) {
    return curve.isNist() ? "EC" : "XDH";
  }
}
