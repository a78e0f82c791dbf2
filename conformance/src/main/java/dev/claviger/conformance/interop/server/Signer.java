package dev.claviger.conformance.interop.server;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.ExternalSender;

/** One that may propose from outside, once a group lists it (RFC 9420 §12.1.8.1). */
record Signer(KeyVault vault, CipherSuite suite, VaultKey key, Bytes identity) implements Held {
  ExternalSender externalSender() {
    return new ExternalSender(key.asSignatureKeyPair().publicKey(), new Credential.Basic(identity));
  }

  @Override
  public void free() {
    vault.destroy(key.ref());
  }
}
