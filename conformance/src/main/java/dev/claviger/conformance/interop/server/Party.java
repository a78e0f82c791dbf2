package dev.claviger.conformance.interop.server;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.wire.Credential;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client of MLS and what the harness has told it. Several states share one if a subgroup was
 * branched off; it is closed with the last of them, and its keys with it.
 */
final class Party {
  private final MlsClient client;
  private final Psks psks;
  private final AtomicBoolean publicly;
  private int holders = 1;

  /**
   * @param publicly whether the client sends handshake messages in clear
   */
  Party(MlsClient client, Psks psks, AtomicBoolean publicly) {
    this.client = client;
    this.psks = psks;
    this.publicly = publicly;
  }

  MlsClient client() {
    return client;
  }

  Bytes identity() {
    return ((Credential.Basic) client.credential()).identity();
  }

  boolean encryptsHandshakes() {
    return !publicly.get();
  }

  void encryptHandshakes(boolean encrypt) {
    publicly.set(!encrypt);
  }

  void storePsk(Bytes id, Secret psk) {
    psks.store(id, psk);
  }

  /** One more state needs it. */
  synchronized Party hold() {
    holders++;
    return this;
  }

  synchronized void release() {
    holders--;
    if (holders == 0) {
      client.close();
      psks.destroy();
    }
  }
}
