package dev.claviger.conformance.vectors.hpke;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.hpke.KemId;
import java.util.Arrays;
import java.util.Optional;

/** The three code points that make an HPKE suite (RFC 9180 §7). */
final class HpkeIds {
  private HpkeIds() {}

  /** What of the vector's suite the engine does not have, if anything. */
  static Optional<String> missing(Fields in) {
    int kem = in.integer("kem_id");
    int kdf = in.integer("kdf_id");
    int aead = in.integer("aead_id");
    if (Arrays.stream(KemId.values()).noneMatch(id -> id.codePoint() == kem)) {
      return Optional.of(String.format("KEM 0x%04X", kem));
    }
    if (Arrays.stream(KdfId.values()).noneMatch(id -> id.codePoint() == kdf)) {
      return Optional.of(String.format("KDF 0x%04X", kdf));
    }
    if (Arrays.stream(AeadId.values()).noneMatch(id -> id.codePoint() == aead)) {
      return Optional.of(String.format("AEAD 0x%04X", aead));
    }
    return Optional.empty();
  }

  static Hpke hpke(Fields in) {
    return Hpke.of(
        KemId.of(in.integer("kem_id")),
        KdfId.of(in.integer("kdf_id")),
        AeadId.of(in.integer("aead_id")));
  }
}
