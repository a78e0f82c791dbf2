package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.wire.PreSharedKeyId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** No, one and several external PSKs in one secret (RFC 9420 §8.4). */
final class PskSecretMaker implements Maker.OfSuite {
  private static final int MOST = 3;

  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    return IntStream.rangeClosed(0, MOST).mapToObj(count -> entry(suite, count));
  }

  private static Entry entry(CipherSuite suite, int count) {
    List<Entry> entries = new ArrayList<>();
    List<PskSecret.Psk> psks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Bytes id = suite.randomBytes(16);
      Bytes nonce = suite.randomBytes(suite.hashLength());
      PskSecret.Psk psk =
          new PskSecret.Psk(new PreSharedKeyId.External(id, nonce), suite.randomSecret(32));
      psks.add(psk);
      entries.add(new Entry().hex("psk_id", id).hex("psk", psk.key()).hex("psk_nonce", nonce));
    }
    return Entry.of(suite)
        .objects("psks", entries)
        .hex("psk_secret", PskSecret.of(suite, psks).value());
  }
}
