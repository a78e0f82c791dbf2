package dev.claviger.crypto.key;

import dev.claviger.crypto.Bytes;
import java.security.spec.EncodedKeySpec;

/**
 * A public key in its MLS encoding (RFC 9420 §5.1.1, RFC 9180 §7.1.1), for the {@code KeyFactory}
 * services of provider "MLS": into a standard JCA public key and back.
 */
public final class MlsPublicKeySpec extends EncodedKeySpec {
  public MlsPublicKeySpec(Bytes encoded) {
    super(encoded.toByteArray());
  }

  public Bytes value() {
    return Bytes.wrap(getEncoded());
  }

  /** {@code "MLS"}. */
  @Override
  public String getFormat() {
    return "MLS";
  }
}
