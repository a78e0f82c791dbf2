package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.wire.PreSharedKeyId;
import java.util.List;

/** mlswg's {@code psk_secret.json}: the combination of PSKs (RFC 9420 §8.4). */
final class PskSecretFormat extends MlsFormat.OfSuite {
  PskSecretFormat() {
    super("psk_secret");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    List<PskSecret.Psk> psks = in.objects("psks").stream().map(PskSecretFormat::psk).toList();
    Expect.reveals("psk_secret", in.hex("psk_secret"), PskSecret.of(suite, psks).value());
  }

  private static PskSecret.Psk psk(Fields in) {
    return new PskSecret.Psk(
        new PreSharedKeyId.External(in.hex("psk_id"), in.hex("psk_nonce")), in.secret("psk"));
  }
}
