package dev.claviger.conformance.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.framing.SenderDataKey;
import dev.claviger.mls.wire.ContentType;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PrivateMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every key that a message was ever encrypted with, by the sender data in the message (RFC 9420
 * §6.3.2): no key may have encrypted two. Thread-safe.
 */
final class GenerationLedger {
  private final CipherSuite suite;
  private final Map<Place, Bytes> used = new ConcurrentHashMap<>();

  private record Place(
      GroupId groupId, long epoch, int leaf, boolean application, int generation) {}

  GenerationLedger(CipherSuite suite) {
    this.suite = suite;
  }

  /**
   * Takes down a message; it may be the same as before.
   *
   * @param senderDataSecret of the message's epoch
   * @throws AssertionError if another message was encrypted with its key
   */
  void note(Secret senderDataSecret, byte[] message) {
    Bytes encoded = Bytes.copyOf(message);
    Place place = place(senderDataSecret, (PrivateMessage) MlsMessage.decode(encoded).body());
    Bytes before = used.putIfAbsent(place, encoded);
    assertEquals(before == null ? encoded : before, encoded, () -> "used twice: " + place);
  }

  /** In which a message was encrypted. */
  static long epoch(byte[] message) {
    return ((PrivateMessage) MlsMessage.decode(Bytes.copyOf(message)).body()).epoch();
  }

  int size() {
    return used.size();
  }

  private Place place(Secret secret, PrivateMessage message) {
    TlsWriter aad = new TlsWriter();
    aad.struct(message.groupId()).uint64(message.epoch()).struct(message.contentType());
    try (SenderDataKey key = SenderDataKey.derive(suite, secret, message.ciphertext())) {
      Bytes opened =
          suite.open(
              key.key(),
              Bytes.wrap(key.nonce().expose()),
              aad.toBytes(),
              message.encryptedSenderData());
      return TlsReader.decode(
          opened.slice(0, 8),
          "SenderData",
          r ->
              new Place(
                  message.groupId(),
                  message.epoch(),
                  r.uint32("leaf_index"),
                  message.contentType() == ContentType.APPLICATION,
                  r.uint32("generation")));
    }
  }
}
