package dev.claviger.crypto.bc;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.primitive.EcdsaSignatures;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.RawKeyPair;
import dev.claviger.crypto.primitive.SignaturePrimitive;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** ECDSA (FIPS 186-5 §6) with a random nonce; the hash is the JDK's. */
final class BcEcdsa implements SignaturePrimitive {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SignatureScheme scheme;
  private final Curve curve;

  BcEcdsa(SignatureScheme scheme) {
    this.scheme = scheme;
    this.curve = scheme.curve();
  }

  @Override
  public RawKeyPair generate() {
    Secret scalar = KeyScalars.random(curve);
    return new RawKeyPair(scalar, new BcEcdh(curve).publicKey(scalar));
  }

  @Override
  public Signer signer(RawKeyPair key) {
    return message -> {
      BigInteger scalar = key.privateKey().apply(KeyScalars::unsigned);
      ECDSASigner signer = new ECDSASigner();
      signer.init(
          true,
          new ParametersWithRandom(
              new ECPrivateKeyParameters(scalar, BcCurves.domain(curve)), RANDOM));
      BigInteger[] halves = signer.generateSignature(hash(message));
      return EcdsaSignatures.encode(halves[0], halves[1]);
    };
  }

  @Override
  public void verify(Bytes publicKey, Bytes message, Bytes signature) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(
        false,
        new ECPublicKeyParameters(BcCurves.decode(curve, publicKey), BcCurves.domain(curve)));
    EcdsaSignatures.Halves halves = EcdsaSignatures.decode(signature);
    if (!verifier.verifySignature(hash(message), halves.r(), halves.s())) {
      throw new AuthenticationException("signature verification");
    }
  }

  private byte[] hash(Bytes message) {
    try {
      MessageDigest digest = MessageDigest.getInstance(scheme.digest());
      message.feed(digest::update);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + scheme.digest(), e);
    }
  }
}
