package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/** An ephemeral key from a scalar: of a backend that computes on raw keys, or of the caller's. */
final class RawEphemeralKey implements EphemeralKey {
  private final Secret privateKey;
  private final FixedBasePrimitive base;
  private final AgreementPrimitive agreement;

  RawEphemeralKey(Secret privateKey, FixedBasePrimitive base, AgreementPrimitive agreement) {
    this.privateKey = privateKey;
    this.base = base;
    this.agreement = agreement;
  }

  @Override
  public Bytes publicKey() {
    return base.publicKey(privateKey);
  }

  @Override
  public Secret agree(Bytes peer) {
    return agreement.agree(privateKey, peer);
  }

  @Override
  public void close() {
    privateKey.destroy();
  }
}
