package dev.claviger.crypto.bc;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.primitive.KeyEncodings;
import dev.claviger.crypto.primitive.SharedSecrets;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** X25519 (RFC 7748 §5). */
final class BcX25519 implements BcAgreement {
  @Override
  public Curve curve() {
    return Curve.X25519;
  }

  @Override
  public Bytes publicKey(Secret privateKey) {
    byte[] out = new byte[X25519.POINT_SIZE];
    privateKey.feed((k, at, length) -> X25519.scalarMultBase(k, at, out, 0));
    return Bytes.wrap(out);
  }

  @Override
  public Secret agree(Secret privateKey, Bytes peer) {
    KeyEncodings.requireLength(Curve.X25519, peer);
    byte[] out = new byte[X25519.POINT_SIZE];
    privateKey.feed(
        (k, at, length) -> peer.feed((u, from, n) -> X25519.scalarMult(k, at, u, from, out, 0)));
    return SharedSecrets.checked(Curve.X25519, out);
  }
}
