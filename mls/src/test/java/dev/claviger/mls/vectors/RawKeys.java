package dev.claviger.mls.vectors;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;

/** The raw private keys of the vectors as keys of the JDK. Only tests ever see such keys. */
public final class RawKeys {
  private RawKeys() {}

  public static PrivateKey signature(CipherSuite suite, Bytes raw) {
    return of(suite.signatureScheme().curve(), raw);
  }

  public static HpkeKeyPair hpke(CipherSuite suite, Bytes raw, HpkePublicKey publicKey) {
    return new HpkeKeyPair(of(suite.kem().curve(), raw), publicKey);
  }

  private static PrivateKey of(Curve curve, Bytes raw) {
    try {
      byte[] bytes = raw.toByteArray();
      return switch (curve) {
        case X25519 ->
            KeyFactory.getInstance("XDH")
                .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, bytes));
        case X448 ->
            KeyFactory.getInstance("XDH")
                .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X448, bytes));
        case ED25519 ->
            KeyFactory.getInstance("EdDSA")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, bytes));
        case ED448 ->
            KeyFactory.getInstance("EdDSA")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED448, bytes));
        case P256 -> ec("secp256r1", bytes);
        case P384 -> ec("secp384r1", bytes);
        case P521 -> ec("secp521r1", bytes);
      };
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static PrivateKey ec(String curve, byte[] scalar) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve));
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new ECPrivateKeySpec(
                new BigInteger(1, scalar), parameters.getParameterSpec(ECParameterSpec.class)));
  }
}
