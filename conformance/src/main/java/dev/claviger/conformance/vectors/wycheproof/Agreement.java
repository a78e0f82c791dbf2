package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.HpkeRecipient;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.primitive.AgreementPrimitive;
import dev.claviger.crypto.primitive.Primitives;

/**
 * A raw Diffie-Hellman vector, against both ways the engine has: its own primitive, which serves
 * software handles, and the {@code KeyAgreement} of another provider's key. The latter is seen
 * through HPKE: the engine never shows such a value, but what it exports is a function of it, which
 * {@link ExportOracle} computes from the vector.
 */
final class Agreement {
  private final Hpke hpke;
  private final HpkePublicKey recipient;
  private final AgreementPrimitive primitive;

  Agreement(KemId kem) {
    this.hpke = Hpke.of(kem, kem.kdf(), AeadId.EXPORT_ONLY);
    // Only the KEM's context names the recipient's public key: any valid one does.
    this.recipient = hpke.generateKeyPair().publicKey();
    this.primitive = Primitives.of(Engine.provider()).agreement(kem.curve());
  }

  void yields(Bytes shared, Bytes privateKey, Bytes peer) {
    try (Secret scalar = scalar(privateKey)) {
      Expect.reveals("the shared secret", shared, primitive.agree(scalar, peer));
    }
    try (HpkeRecipient context = open(privateKey, peer)) {
      Expect.reveals(
          "what follows from the shared secret",
          ExportOracle.export(hpke.kem(), shared, peer, recipient.value()),
          context.export(Bytes.empty(), ExportOracle.LENGTH));
    }
  }

  void refuses(Bytes privateKey, Bytes peer) {
    try (Secret scalar = scalar(privateKey)) {
      Expect.refused(
          "the public key", () -> primitive.agree(scalar, peer), InvalidPublicKeyException.class);
    }
    Expect.refused(
        "the public key", () -> open(privateKey, peer).close(), InvalidPublicKeyException.class);
  }

  /**
   * Wycheproof writes the scalar of a NIST curve as a signed integer; the engine, at full length.
   */
  private Secret scalar(Bytes privateKey) {
    int length = hpke.kem().privateKeyLength();
    if (privateKey.length() >= length) {
      return Secret.copyOf(privateKey.slice(privateKey.length() - length, privateKey.length()));
    }
    return Secret.copyOf(
        Bytes.concat(Bytes.wrap(new byte[length - privateKey.length()]), privateKey));
  }

  private HpkeRecipient open(Bytes privateKey, Bytes peer) {
    HpkeKeyPair keys = new HpkeKeyPair(PrivateKeys.of(hpke.kem().curve(), privateKey), recipient);
    return hpke.setupR(peer, keys, Bytes.empty());
  }
}
