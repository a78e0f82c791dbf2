package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;

/**
 * One generation of a store's data key, 32 random bytes, opened: a key that seals and a key that
 * digests, each HKDF-Expand (RFC 5869) of it with SHA-256. Thread-safe; destroyed with its store.
 */
final class DataKey {
  static final int LENGTH = 32;

  private final long generation;
  private final Bytes store;
  private final Secret sealing;
  private final Secret digesting;

  DataKey(long generation, Bytes store, Secret root) {
    this.generation = generation;
    this.store = store;
    this.sealing = expand(root, "claviger store seal 1");
    this.digesting = expand(root, "claviger store digest 1");
  }

  long generation() {
    return generation;
  }

  /** What seals and opens, for one thread. */
  Sealer sealer(SecureRandom random) {
    return new Sealer(
        store, generation, new XAes256Gcm(sealing, random), mac(digesting.toKey("HmacSHA256")));
  }

  void destroy() {
    sealing.destroy();
    digesting.destroy();
  }

  private static Secret expand(Secret root, String info) {
    Mac mac = mac(root.toKey("HmacSHA256"));
    mac.update(info.getBytes(StandardCharsets.US_ASCII));
    mac.update((byte) 1);
    return Secret.wrap(mac.doFinal());
  }

  private static Mac mac(java.security.Key key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }
}
