package dev.claviger.mls.schedule;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.wire.PreSharedKeyId;
import java.util.List;

/**
 * All pre-shared keys of an epoch in one (RFC 9420 §8.4).
 *
 * <pre>
 * struct {
 *     PreSharedKeyID id;
 *     uint16 index;
 *     uint16 count;
 * } PSKLabel;
 *
 * psk_extracted_[i] = KDF.Extract(0, psk_[i])
 * psk_input_[i] = ExpandWithLabel(psk_extracted_[i], "derived psk", PSKLabel, KDF.Nh)
 *
 * psk_secret_[0] = 0
 * psk_secret_[i] = KDF.Extract(psk_input_[i-1], psk_secret_[i-1])
 * psk_secret     = psk_secret_[n]
 * </pre>
 */
public record PskSecret(Secret value) implements AutoCloseable {
  /** The secret of an epoch without PSKs: zeros. */
  public static PskSecret none(CipherSuite suite) {
    return new PskSecret(Secret.zeros(suite.hashLength()));
  }

  /** The keys in the order of their proposals; they stay alive. */
  public static PskSecret of(CipherSuite suite, List<Psk> psks) {
    Secret secret = Secret.zeros(suite.hashLength());
    for (int i = 0; i < psks.size(); i++) {
      try (Secret previous = secret;
          Secret input = input(suite, psks.get(i), i, psks.size())) {
        secret = suite.extract(input, previous);
      }
    }
    return new PskSecret(secret);
  }

  @Override
  public void close() {
    value.destroy();
  }

  private static Secret input(CipherSuite suite, Psk psk, int index, int count) {
    TlsWriter label = new TlsWriter().struct(psk.id()).uint16(index).uint16(count);
    try (Secret zero = Secret.zeros(suite.hashLength());
        Secret extracted = suite.extract(zero, psk.key())) {
      return suite.expandWithLabel(extracted, "derived psk", label.toBytes(), suite.hashLength());
    }
  }

  /** A pre-shared key and what it is called in this epoch. */
  public record Psk(PreSharedKeyId id, Secret key) {}
}
