package dev.claviger.crypto.bc;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.primitive.KeyEncodings;
import dev.claviger.crypto.primitive.RawKeyPair;
import dev.claviger.crypto.primitive.SignaturePrimitive;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 (RFC 8032 §5.1). */
final class BcEd25519 implements SignaturePrimitive {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public RawKeyPair generate() {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePrivateKey(RANDOM, seed);
    Ed25519.generatePublicKey(seed, 0, point, 0);
    return new RawKeyPair(Secret.wrap(seed), Bytes.wrap(point));
  }

  @Override
  public Signer signer(RawKeyPair key) {
    byte[] point = key.publicKey().toByteArray();
    return message -> {
      byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
      key.privateKey()
          .feed(
              (seed, at, length) ->
                  message.feed(
                      (m, from, n) -> Ed25519.sign(seed, at, point, 0, m, from, n, signature, 0)));
      return Bytes.wrap(signature);
    };
  }

  @Override
  public void verify(Bytes publicKey, Bytes message, Bytes signature) {
    KeyEncodings.requireLength(Curve.ED25519, publicKey);
    byte[] point = publicKey.toByteArray();
    byte[] signed = signature.toByteArray();
    boolean valid =
        signed.length == Ed25519.SIGNATURE_SIZE
            && message.apply((m, from, n) -> Ed25519.verify(signed, 0, point, 0, m, from, n));
    if (!valid) {
      throw new AuthenticationException("signature verification");
    }
  }
}
