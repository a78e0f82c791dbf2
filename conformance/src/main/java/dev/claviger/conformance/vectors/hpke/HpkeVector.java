package dev.claviger.conformance.vectors.hpke;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.Dhkem;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.HpkeOptions;
import dev.claviger.crypto.hpke.HpkePsk;
import dev.claviger.crypto.hpke.HpkeRecipient;
import dev.claviger.crypto.hpke.HpkeSender;
import dev.claviger.crypto.primitive.Primitives;
import java.util.Optional;

/**
 * One vector of RFC 9180, against one HPKE. Where a private key goes it is used twice: the
 * published bytes as a key of the JDK, and the handle that DeriveKeyPair makes of the published
 * input.
 */
record HpkeVector(Fields in, Hpke hpke) {

  /** DeriveKeyPair (§7.1.3) of everybody's key. */
  void derivesItsKeys() {
    derivedRecipient();
    derivedSender();
    derive("ikmE", "pkEm");
  }

  /** The KEM's sender side (§4.1), with the ephemeral key fixed. */
  void encapsulates() {
    Dhkem dhkem = new Dhkem(hpke.kem(), Primitives.of(Engine.provider()), Engine.provider());
    try (Secret ikmE = in.secret("ikmE")) {
      Dhkem.Encapsulated made =
          dhkem.encapsulateDeterministically(
              publishedRecipient().publicKey(), publishedSender(), ikmE);
      Expect.equal("enc", in.hex("enc"), made.enc());
      Expect.reveals("shared_secret", in.hex("shared_secret"), made.sharedSecret());
    }
  }

  /** The recipient's context (§5.1): every message and every export of the vector. */
  void receives(HpkeKeyPair recipient) {
    HpkeOptions<HpkePublicKey> options =
        new HpkeOptions<>(psk(), publishedSender().map(HpkeKeyPair::publicKey));
    try (HpkeRecipient context = hpke.setupR(in.hex("enc"), recipient, in.hex("info"), options)) {
      if (hpke.aead() != AeadId.EXPORT_ONLY) {
        for (Fields message : in.objects("encryptions")) {
          Bytes opened = context.open(message.hex("aad"), message.hex("ct"));
          Expect.equal("plaintext", message.hex("pt"), opened);
        }
      }
      for (Fields export : in.objects("exports")) {
        Bytes exporterContext = export.hex("exporter_context");
        Secret exported = context.export(exporterContext, export.integer("L"));
        Expect.reveals("export", export.hex("exported_value"), exported);
      }
    }
  }

  /** The sender's context, with a random ephemeral key, against the recipient's. */
  void sends(Optional<HpkeKeyPair> sender) {
    HpkeKeyPair recipient = publishedRecipient();
    Bytes info = in.hex("info");
    HpkeOptions<HpkeKeyPair> ours = new HpkeOptions<>(psk(), sender);
    HpkeOptions<HpkePublicKey> theirs =
        new HpkeOptions<>(psk(), sender.map(HpkeKeyPair::publicKey));
    try (HpkeSender from = hpke.setupS(recipient.publicKey(), info, ours);
        HpkeRecipient to = hpke.setupR(from.enc(), recipient, info, theirs)) {
      if (hpke.aead() != AeadId.EXPORT_ONLY) {
        for (Fields message : in.objects("encryptions")) {
          Bytes sealed = from.seal(message.hex("aad"), message.hex("pt"));
          Expect.equal("round trip", message.hex("pt"), to.open(message.hex("aad"), sealed));
        }
      }
      for (Fields export : in.objects("exports")) {
        agreeOn(export.hex("exporter_context"), export.integer("L"), from, to);
      }
    }
  }

  HpkeKeyPair publishedRecipient() {
    return published("skRm", "pkRm");
  }

  HpkeKeyPair derivedRecipient() {
    return derive("ikmR", "pkRm");
  }

  /** The sender's own key, in the authenticated modes. */
  Optional<HpkeKeyPair> publishedSender() {
    return in.has("skSm") ? Optional.of(published("skSm", "pkSm")) : Optional.empty();
  }

  Optional<HpkeKeyPair> derivedSender() {
    return in.has("ikmS") ? Optional.of(derive("ikmS", "pkSm")) : Optional.empty();
  }

  private Optional<HpkePsk> psk() {
    return in.has("psk")
        ? Optional.of(new HpkePsk(in.secret("psk"), in.hex("psk_id")))
        : Optional.empty();
  }

  private HpkeKeyPair derive(String ikm, String publicKey) {
    try (Secret secret = in.secret(ikm)) {
      HpkeKeyPair keys = hpke.deriveKeyPair(secret);
      Expect.equal(publicKey, in.hex(publicKey), keys.publicKey().value());
      return keys;
    }
  }

  private HpkeKeyPair published(String privateKey, String publicKey) {
    return new HpkeKeyPair(
        PrivateKeys.of(hpke.kem().curve(), in.hex(privateKey)),
        new HpkePublicKey(in.hex(publicKey)));
  }

  private static void agreeOn(Bytes context, int length, HpkeSender from, HpkeRecipient to) {
    try (Secret received = to.export(context, length)) {
      Expect.reveals(
          "sender's export", Bytes.wrap(received.expose()), from.export(context, length));
    }
  }
}
