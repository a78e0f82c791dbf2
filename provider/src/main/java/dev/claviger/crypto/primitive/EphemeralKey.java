package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;

/**
 * The key pair of one encapsulation (RFC 9180 §4.1: skE, pkE), in whatever form its backend made
 * it: the private key is seen by nobody. For one thread; nothing is agreed after it is closed.
 */
public interface EphemeralKey extends AutoCloseable {
  /** In its MLS encoding. To be asked for once, since it may be computed only then. */
  Bytes publicKey();

  /**
   * As {@link AgreementPrimitive#agree}.
   *
   * @throws InvalidPublicKeyException if the peer's key is not a valid point, or the result is all
   *     zeros
   */
  Secret agree(Bytes peer);

  /** Destroys the private key. */
  @Override
  void close();

  /** Takes a raw private key over. */
  static EphemeralKey of(Secret privateKey, FixedBasePrimitive base, AgreementPrimitive agreement) {
    return new RawEphemeralKey(privateKey, base, agreement);
  }
}
