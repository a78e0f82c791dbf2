package dev.claviger.crypto;

import dev.claviger.crypto.hpke.PreparedInfo;

/**
 * EncryptWithLabel (RFC 9420 §5.1.3) for many recipients under one label and context: a Welcome's
 * joiners, the nodes of an UpdatePath. Thread-safe.
 */
public final class LabelledSealer {
  private final PreparedInfo info;

  LabelledSealer(PreparedInfo info) {
    this.info = info;
  }

  public HpkeCiphertext seal(HpkePublicKey recipient, Bytes plaintext) {
    return info.seal(recipient, Bytes.empty(), plaintext);
  }

  /** As {@link #seal(HpkePublicKey, Bytes)}; the secret stays alive. */
  public HpkeCiphertext seal(HpkePublicKey recipient, Secret plaintext) {
    return info.seal(recipient, Bytes.empty(), plaintext);
  }
}
