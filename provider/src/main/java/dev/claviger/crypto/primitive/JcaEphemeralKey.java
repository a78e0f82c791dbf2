package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.security.KeyPair;
import java.security.PrivateKey;
import javax.security.auth.DestroyFailedException;

/** A key pair as a provider's generator made it, whose private key is never encoded nor parsed. */
final class JcaEphemeralKey implements EphemeralKey {
  private final JcaAgreement agreement;
  private final PrivateKey privateKey;
  private final Bytes publicKey;
  private boolean closed;

  JcaEphemeralKey(JcaAgreement agreement, KeyPair pair, Bytes publicKey) {
    this.agreement = agreement;
    this.privateKey = pair.getPrivate();
    this.publicKey = publicKey;
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Secret agree(Bytes peer) {
    if (closed) {
      throw new IllegalStateException("this ephemeral key has been destroyed");
    }
    return agreement.agree(privateKey, peer);
  }

  @Override
  public void close() {
    closed = true;
    try {
      privateKey.destroy();
    } catch (DestroyFailedException e) {
      // Few providers' keys can be destroyed: the others' are left to the collector (ADR 1).
    }
  }
}
