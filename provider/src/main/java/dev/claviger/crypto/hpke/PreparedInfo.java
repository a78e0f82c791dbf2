package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.Dhkem;
import java.util.Optional;

/**
 * Base-mode single-shot encryption (RFC 9180 §6.1) to any number of recipients under one {@code
 * info}, which is hashed once. Thread-safe.
 */
public final class PreparedInfo {
  private final Hpke hpke;
  private final Bytes context;

  PreparedInfo(Hpke hpke, Bytes info) {
    this.hpke = hpke;
    this.context = hpke.schedule().context(HpkeMode.BASE, Optional.empty(), info);
  }

  /**
   * @throws dev.claviger.crypto.InvalidPublicKeyException if the recipient's key is not valid
   */
  public HpkeCiphertext seal(HpkePublicKey recipient, Bytes aad, Bytes plaintext) {
    Dhkem.Encapsulated encapsulated = hpke.dhkem().encapsulate(recipient, Optional.empty());
    KeySchedule schedule = hpke.schedule();
    try (Secret shared = encapsulated.sharedSecret();
        Secret secret = schedule.secret(shared, Optional.empty());
        Secret key = schedule.key(secret, context);
        Secret nonce = schedule.baseNonce(secret, context)) {
      Bytes iv = Bytes.wrap(nonce.expose());
      byte[] sealed = hpke.aeadPrimitive().seal(key, iv, aad, plaintext);
      return new HpkeCiphertext(encapsulated.enc(), Bytes.wrap(sealed));
    }
  }

  /** As {@link #seal(HpkePublicKey, Bytes, Bytes)}; the secret stays alive. */
  public HpkeCiphertext seal(HpkePublicKey recipient, Bytes aad, Secret plaintext) {
    byte[] clear = plaintext.expose();
    try {
      return seal(recipient, aad, Bytes.wrap(clear));
    } finally {
      java.util.Arrays.fill(clear, (byte) 0);
    }
  }
}
