package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/**
 * A pre-shared key and its identifier (RFC 9180 §5.1.2). The secret stays the caller's.
 *
 * @param psk at least 32 bytes, since fewer cannot hold the entropy §5.1.2 demands
 * @param id at least one byte
 */
public record HpkePsk(Secret psk, Bytes id) {
  private static final int MIN_LENGTH = 32;

  /**
   * @throws IllegalArgumentException if the key is too short or the identifier empty
   */
  public HpkePsk {
    if (psk.length() < MIN_LENGTH) {
      throw new IllegalArgumentException("an HPKE PSK has at least 32 bytes, not " + psk.length());
    }
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an HPKE PSK needs an identifier");
    }
  }
}
