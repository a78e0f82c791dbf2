package dev.claviger.mls.framing;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.LabelledExpander;
import dev.claviger.crypto.Secret;

/**
 * The key of the sender data of one message (RFC 9420 §6.3.2).
 *
 * <pre>
 * ciphertext_sample = ciphertext[0..KDF.Nh-1]
 *
 * sender_data_key = ExpandWithLabel(sender_data_secret, "key",
 *                       ciphertext_sample, AEAD.Nk)
 * sender_data_nonce = ExpandWithLabel(sender_data_secret, "nonce",
 *                       ciphertext_sample, AEAD.Nn)
 * </pre>
 */
public record SenderDataKey(Secret key, Secret nonce) implements AutoCloseable {
  public static SenderDataKey derive(CipherSuite suite, Secret senderDataSecret, Bytes ciphertext) {
    Bytes sample = ciphertext.slice(0, Math.min(ciphertext.length(), suite.hashLength()));
    try (LabelledExpander secret = suite.expander(senderDataSecret)) {
      return new SenderDataKey(
          secret.expandWithLabel("key", sample, suite.aead().keyLength()),
          secret.expandWithLabel("nonce", sample, suite.aead().nonceLength()));
    }
  }

  Bytes seal(CipherSuite suite, Bytes aad, SenderData data) {
    return suite.seal(key, Bytes.wrap(nonce.expose()), aad, data.encode());
  }

  Bytes open(CipherSuite suite, Bytes aad, Bytes encrypted) {
    return suite.open(key, Bytes.wrap(nonce.expose()), aad, encrypted);
  }

  @Override
  public void close() {
    key.destroy();
    nonce.destroy();
  }
}
