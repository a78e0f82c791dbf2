package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Secret;
import java.security.spec.EncodedKeySpec;

/**
 * A private key that is nothing but its bytes: what Conscrypt takes instead of PKCS#8, from which
 * it would compute the public key as well. For its factory alone: the copy that is given out is the
 * caller's.
 */
final class RawKeySpec extends EncodedKeySpec {
  private static final String FORMAT = "raw";
  private static final byte[] NOTHING = {};

  private final Secret key;

  /**
   * @param key stays the caller's, and must live for as long as this is used
   */
  RawKeySpec(Secret key) {
    super(NOTHING);
    this.key = key;
  }

  @Override
  public String getFormat() {
    return FORMAT;
  }

  @Override
  public byte[] getEncoded() {
    return key.expose();
  }
}
