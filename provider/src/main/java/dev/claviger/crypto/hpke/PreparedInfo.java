package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;

/** API SKETCH, BEING IMPLEMENTED. */
public final class PreparedInfo {
  PreparedInfo() {}

  public HpkeCiphertext seal(HpkePublicKey recipient, Bytes aad, Bytes plaintext) {
    throw new UnsupportedOperationException();
  }

  public HpkeCiphertext seal(HpkePublicKey recipient, Bytes aad, Secret plaintext) {
    throw new UnsupportedOperationException();
  }
}
