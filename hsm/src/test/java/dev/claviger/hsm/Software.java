package dev.claviger.hsm;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the JDK computes in software, to hold a token's results against. */
final class Software {
  /** SubjectPublicKeyInfo up to the key (RFC 5480, RFC 8410). */
  private static final Map<Curve, String> INFO =
      Map.of(
          Curve.P256, "3059301306072a8648ce3d020106082a8648ce3d030107034200",
          Curve.P384, "3076301006072a8648ce3d020106052b81040022036200",
          Curve.P521, "30819b301006072a8648ce3d020106052b8104002303818600",
          Curve.X25519, "302a300506032b656e032100",
          Curve.X448, "3042300506032b656f033900",
          Curve.ED25519, "302a300506032b6570032100",
          Curve.ED448, "3043300506032b6571033a00");

  private Software() {}

  static PublicKey publicKey(Curve curve, Bytes raw) {
    try {
      Bytes info = Bytes.concat(Bytes.wrap(HexFormat.of().parseHex(INFO.get(curve))), raw);
      return KeyFactory.getInstance(family(curve))
          .generatePublic(new X509EncodedKeySpec(info.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static boolean verifies(SignatureScheme scheme, Bytes key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(scheme.jcaName());
      verifier.initVerify(publicKey(scheme.curve(), key));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static KeyPair generate(Curve curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family(curve));
      generator.initialize(
          curve.isNist()
              ? new ECGenParameterSpec(curve.jcaName())
              : new NamedParameterSpec(curve.jcaName()));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Of P-256 or X25519, in the form of RFC 9180 §7.1.2. */
  static PrivateKey privateKey(Curve curve, Secret raw) {
    try {
      if (!curve.isNist()) {
        return KeyFactory.getInstance("XDH")
            .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, raw.expose()));
      }
      ECPublicKey any = (ECPublicKey) generate(curve).getPublic();
      return KeyFactory.getInstance("EC")
          .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, raw.expose()), any.getParams()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static HpkePublicKey encoded(Curve curve, PublicKey key) {
    Bytes info = Bytes.wrap(key.getEncoded());
    return new HpkePublicKey(info.slice(info.length() - curve.publicKeyLength(), info.length()));
  }

  static Bytes agree(Curve curve, KeyPair own, Bytes peer) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance(curve.isNist() ? "ECDH" : "XDH");
      agreement.init(own.getPrivate());
      agreement.doPhase(publicKey(curve, peer), true);
      return Bytes.wrap(agreement.generateSecret());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static Secret extract(KemId kem, Bytes... ikm) {
    return Secret.copyOf(hmac(kem.kdf().mac(), Bytes.concat(ikm)));
  }

  /** With a key of zeros. */
  static Bytes hmac(String algorithm, Bytes data) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(new byte[mac.getMacLength()], algorithm));
      return Bytes.wrap(mac.doFinal(data.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String family(Curve curve) {
    return curve.isNist() ? "EC" : curve.isEdwards() ? "EdDSA" : "XDH";
  }
}
