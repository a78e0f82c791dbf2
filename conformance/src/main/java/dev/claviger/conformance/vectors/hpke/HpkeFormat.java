package dev.claviger.conformance.vectors.hpke;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.conformance.vectors.Tally;
import dev.claviger.conformance.vectors.VectorFile;
import dev.claviger.conformance.vectors.VectorFormat;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.HpkeRecipient;
import dev.claviger.crypto.hpke.HpkeSender;
import java.util.Optional;

/**
 * The vectors of RFC 9180 Appendix A: all modes, KEMs, KDFs and AEADs, export-only among them.
 *
 * <p>Each recipient is checked twice, with the published private key as a key of the JDK and with
 * the handle that DeriveKeyPair makes of the published input. The sender draws its ephemeral key
 * itself, so it is checked against a recipient that the vector has proven.
 */
public final class HpkeFormat implements VectorFormat {
  @Override
  public String name() {
    return "hpke";
  }

  @Override
  public boolean recognises(VectorFile file) {
    return file.firstEntry("kem_id").isInt() && file.firstEntry("kdf_id").isInt();
  }

  @Override
  public Tally run(VectorFile file) {
    return Tally.ofEntries(file, HpkeFormat::check);
  }

  private static Verdict check(Fields in) {
    int mode = in.integer("mode");
    if (mode < 0 || mode > 3) {
      return Verdict.notRun(String.format("mode %d not supported", mode));
    }
    Optional<String> missing = HpkeIds.missing(in);
    if (missing.isPresent()) {
      return Verdict.notRun(missing.get() + " not supported");
    }
    Hpke hpke = HpkeIds.hpke(in);
    HpkeKeyPair derived = derive(hpke, in, "ikmR", "pkRm");
    HpkeKeyPair published = published(hpke, in, "skRm", "pkRm");
    derive(hpke, in, "ikmE", "enc");
    HpkeMode setup = HpkeMode.read(mode, hpke, in);
    receives(in, hpke, setup, published);
    receives(in, hpke, setup, derived);
    sends(in, hpke, setup, published);
    return Verdict.PASSED;
  }

  private static void receives(Fields in, Hpke hpke, HpkeMode mode, HpkeKeyPair recipient) {
    try (HpkeRecipient context = mode.recipient(in.hex("enc"), recipient, in.hex("info"))) {
      if (hpke.aead() != AeadId.EXPORT_ONLY) {
        for (Fields message : in.objects("encryptions")) {
          Bytes opened = context.open(message.hex("aad"), message.hex("ct"));
          Expect.equal("plaintext", message.hex("pt"), opened);
        }
      }
      for (Fields export : in.objects("exports")) {
        Expect.reveals(
            "export",
            export.hex("exported_value"),
            context.export(export.hex("exporter_context"), export.integer("L")));
      }
    }
  }

  private static void sends(Fields in, Hpke hpke, HpkeMode mode, HpkeKeyPair recipient) {
    try (HpkeSender sender = mode.sender(recipient.publicKey(), in.hex("info"));
        HpkeRecipient receiver = mode.recipient(sender.enc(), recipient, in.hex("info"))) {
      if (hpke.aead() != AeadId.EXPORT_ONLY) {
        for (Fields message : in.objects("encryptions")) {
          Bytes sealed = sender.seal(message.hex("aad"), message.hex("pt"));
          Bytes opened = receiver.open(message.hex("aad"), sealed);
          Expect.equal("round trip", message.hex("pt"), opened);
        }
      }
      for (Fields export : in.objects("exports")) {
        Bytes context = export.hex("exporter_context");
        try (Secret theirs = receiver.export(context, export.integer("L"))) {
          Expect.reveals(
              "sender's export",
              Bytes.wrap(theirs.expose()),
              sender.export(context, export.integer("L")));
        }
      }
    }
  }

  static HpkeKeyPair derive(Hpke hpke, Fields in, String ikm, String publicKey) {
    try (Secret secret = in.secret(ikm)) {
      HpkeKeyPair keys = hpke.deriveKeyPair(secret);
      Expect.equal(publicKey + " derived", in.hex(publicKey), keys.publicKey().value());
      return keys;
    }
  }

  static HpkeKeyPair published(Hpke hpke, Fields in, String privateKey, String publicKey) {
    return new HpkeKeyPair(
        PrivateKeys.of(hpke.kem().curve(), in.hex(privateKey)),
        new HpkePublicKey(in.hex(publicKey)));
  }
}
