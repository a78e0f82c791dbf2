package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.hpke.KemId;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an export-only HPKE context (base mode, empty info) exports for a known Diffie-Hellman
 * value: RFC 9180 §4.1, §5.1 and §5.3 written out on the JDK's HMAC, independent of the engine.
 */
final class ExportOracle {
  /** The length of the export, in bytes. */
  static final int LENGTH = 32;

  private static final Bytes MODE_BASE = Bytes.copyOf((byte) 0);

  private final KdfId kdf;
  private final Bytes suiteId;

  private ExportOracle(KdfId kdf, Bytes suiteId) {
    this.kdf = kdf;
    this.suiteId = suiteId;
  }

  static Bytes export(KemId kem, Bytes dh, Bytes enc, Bytes recipient) {
    Bytes kemId = uint16(kem.codePoint());
    ExportOracle inKem = new ExportOracle(kem.kdf(), Bytes.concat(Bytes.utf8("KEM"), kemId));
    ExportOracle inHpke =
        new ExportOracle(
            kem.kdf(),
            Bytes.concat(
                Bytes.utf8("HPKE"),
                kemId,
                uint16(kem.kdf().codePoint()),
                uint16(AeadId.EXPORT_ONLY.codePoint())));
    return inHpke.exportOf(inKem.sharedSecret(dh, Bytes.concat(enc, recipient)));
  }

  /** ExtractAndExpand (§4.1). */
  private Bytes sharedSecret(Bytes dh, Bytes kemContext) {
    Bytes prk = extract(Bytes.empty(), "eae_prk", dh);
    return expand(prk, "shared_secret", kemContext, kdf.hashLength());
  }

  /** KeySchedule (§5.1) and Context.Export (§5.3). */
  private Bytes exportOf(Bytes sharedSecret) {
    Bytes context =
        Bytes.concat(
            MODE_BASE,
            extract(Bytes.empty(), "psk_id_hash", Bytes.empty()),
            extract(Bytes.empty(), "info_hash", Bytes.empty()));
    Bytes secret = extract(sharedSecret, "secret", Bytes.empty());
    Bytes exporterSecret = expand(secret, "exp", context, kdf.hashLength());
    return expand(exporterSecret, "sec", Bytes.empty(), LENGTH);
  }

  /** LabeledExtract (§4). */
  private Bytes extract(Bytes salt, String label, Bytes ikm) {
    return hmac(salt, Bytes.concat(Bytes.utf8("HPKE-v1"), suiteId, Bytes.utf8(label), ikm));
  }

  /** LabeledExpand (§4), of one block at most: all that is needed here. */
  private Bytes expand(Bytes prk, String label, Bytes info, int length) {
    Bytes labelled =
        Bytes.concat(uint16(length), Bytes.utf8("HPKE-v1"), suiteId, Bytes.utf8(label), info);
    return hmac(prk, Bytes.concat(labelled, Bytes.copyOf((byte) 1))).slice(0, length);
  }

  private Bytes hmac(Bytes key, Bytes data) {
    try {
      Mac mac = Mac.getInstance(kdf.mac());
      byte[] padded = key.isEmpty() ? new byte[kdf.hashLength()] : key.toByteArray();
      mac.init(new SecretKeySpec(padded, kdf.mac()));
      return Bytes.wrap(mac.doFinal(data.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + kdf.mac(), e);
    }
  }

  private static Bytes uint16(int value) {
    return Bytes.copyOf((byte) (value >>> 8), (byte) value);
  }
}
