package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/** LabeledExtract and LabeledExpand of RFC 9180 §4 for one suite_id. Thread-safe. */
public final class LabeledKdf {
  private static final Bytes VERSION = Bytes.utf8("HPKE-v1");
  private static final Secret NOTHING = Secret.zeros(0);

  private final Hkdf hkdf;
  private final Bytes suiteId;

  private LabeledKdf(Hkdf hkdf, Bytes suiteId) {
    this.hkdf = hkdf;
    this.suiteId = suiteId;
  }

  /** With the suite_id of a KEM: {@code "KEM" ‖ I2OSP(kem_id, 2)} (§4.1). */
  static LabeledKdf kem(Hkdf hkdf, int kem) {
    return new LabeledKdf(hkdf, Bytes.concat(Bytes.utf8("KEM"), uint16(kem)));
  }

  /** With the suite_id of HPKE: {@code "HPKE" ‖ kem_id ‖ kdf_id ‖ aead_id} (§5.1). */
  public static LabeledKdf hpke(Hkdf hkdf, int kem, int aead) {
    Bytes kdf = uint16(hkdf.kdf().codePoint());
    return new LabeledKdf(hkdf, Bytes.concat(Bytes.utf8("HPKE"), uint16(kem), kdf, uint16(aead)));
  }

  /** {@code "HPKE-v1" ‖ suite_id ‖ label}: what goes before the input keying material. */
  Bytes extractPrefix(String label) {
    return Bytes.concat(VERSION, suiteId, Bytes.utf8(label));
  }

  public Secret extract(Secret salt, String label, Secret ikm) {
    return hkdf.extract(salt, extractPrefix(label), ikm);
  }

  /** LabeledExtract with no salt over public material, whose result is public too. */
  public Bytes extractPublic(String label, Bytes ikm) {
    return hkdf.mac(NOTHING, Bytes.concat(extractPrefix(label), ikm));
  }

  public Secret expand(Secret prk, String label, Bytes info, int length) {
    Bytes labeled = Bytes.concat(uint16(length), VERSION, suiteId, Bytes.utf8(label), info);
    return hkdf.expand(prk, labeled, length);
  }

  static Secret noSalt() {
    return NOTHING;
  }

  private static Bytes uint16(int value) {
    return Bytes.copyOf((byte) (value >>> 8), (byte) value);
  }
}
