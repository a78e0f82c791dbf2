package dev.claviger.crypto.bc;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.primitive.KeyEncodings;
import dev.claviger.crypto.primitive.SharedSecrets;
import org.bouncycastle.math.ec.rfc7748.X448;

/** X448 (RFC 7748 §5). */
final class BcX448 implements BcAgreement {
  @Override
  public Curve curve() {
    return Curve.X448;
  }

  @Override
  public Bytes publicKey(Secret privateKey) {
    byte[] out = new byte[X448.POINT_SIZE];
    privateKey.feed((k, at, length) -> X448.scalarMultBase(k, at, out, 0));
    return Bytes.wrap(out);
  }

  @Override
  public Secret agree(Secret privateKey, Bytes peer) {
    KeyEncodings.requireLength(Curve.X448, peer);
    byte[] out = new byte[X448.POINT_SIZE];
    privateKey.feed(
        (k, at, length) -> peer.feed((u, from, n) -> X448.scalarMult(k, at, u, from, out, 0)));
    return SharedSecrets.checked(Curve.X448, out);
  }
}
