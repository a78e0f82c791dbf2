package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.Hkdf;
import dev.claviger.crypto.engine.LabeledKdf;
import java.util.Optional;

/**
 * RFC 9180 §5.1:
 *
 * <pre>
 * psk ──────────────► LabeledExtract ──► secret ──┬─ LabeledExpand "key"
 * shared_secret ─(salt)──────┘                    ├─ LabeledExpand "base_nonce"
 *                                                 └─ LabeledExpand "exp"
 * </pre>
 */
final class KeySchedule {
  private static final Secret NO_PSK = Secret.zeros(0);

  private final LabeledKdf labeled;

  /** {@code psk_id_hash} where there is no PSK. */
  private final Bytes noPskIdHash;

  private final KdfId kdf;
  private final AeadId aead;

  KeySchedule(KemId kem, Hkdf hkdf, AeadId aead) {
    this.labeled = LabeledKdf.hpke(hkdf, kem.codePoint(), aead.codePoint());
    this.noPskIdHash = labeled.extractPublic("psk_id_hash", Bytes.empty());
    this.kdf = hkdf.kdf();
    this.aead = aead;
  }

  /** {@code key_schedule_context = mode ‖ psk_id_hash ‖ info_hash}: the same for all recipients. */
  Bytes context(HpkeMode mode, Optional<HpkePsk> psk, Bytes info) {
    return Bytes.concat(
        Bytes.copyOf(mode.codePoint()),
        psk.map(one -> labeled.extractPublic("psk_id_hash", one.id())).orElse(noPskIdHash),
        labeled.extractPublic("info_hash", info));
  }

  /** The secret that everything is expanded from; the inputs stay alive. */
  Secret secret(Secret sharedSecret, Optional<HpkePsk> psk) {
    return labeled.extract(sharedSecret, "secret", psk.map(HpkePsk::psk).orElse(NO_PSK));
  }

  Secret key(Secret secret, Bytes context) {
    return labeled.expand(secret, "key", context, aead.keyLength());
  }

  Secret baseNonce(Secret secret, Bytes context) {
    return labeled.expand(secret, "base_nonce", context, aead.nonceLength());
  }

  Secret exporterSecret(Secret secret, Bytes context) {
    return labeled.expand(secret, "exp", context, kdf.hashLength());
  }

  /** RFC 9180 §5.3. */
  Secret export(Secret exporterSecret, Bytes exporterContext, int length) {
    return labeled.expand(exporterSecret, "sec", exporterContext, length);
  }
}
