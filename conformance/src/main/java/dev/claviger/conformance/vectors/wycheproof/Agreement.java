package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.HpkeRecipient;
import dev.claviger.crypto.hpke.KemId;

/**
 * A raw Diffie-Hellman vector, seen through the engine's HPKE: the engine never shows such a value,
 * but what it exports is a function of it, which {@link ExportOracle} computes from the vector.
 */
final class Agreement {
  private final Hpke hpke;
  private final HpkePublicKey recipient;

  Agreement(KemId kem) {
    this.hpke = Hpke.of(kem, kem.kdf(), AeadId.EXPORT_ONLY);
    // Only the KEM's context names the recipient's public key: any valid one does.
    this.recipient = hpke.generateKeyPair().publicKey();
  }

  void yields(Bytes shared, Bytes privateKey, Bytes peer) {
    try (HpkeRecipient context = open(privateKey, peer)) {
      Expect.reveals(
          "what follows from the shared secret",
          ExportOracle.export(hpke.kem(), shared, peer, recipient.value()),
          context.export(Bytes.empty(), ExportOracle.LENGTH));
    }
  }

  void refuses(Bytes privateKey, Bytes peer) {
    Expect.refused(
        "the public key", () -> open(privateKey, peer).close(), InvalidPublicKeyException.class);
  }

  private HpkeRecipient open(Bytes privateKey, Bytes peer) {
    HpkeKeyPair keys = new HpkeKeyPair(PrivateKeys.of(hpke.kem().curve(), privateKey), recipient);
    return hpke.setupBaseR(peer, keys, Bytes.empty());
  }
}
