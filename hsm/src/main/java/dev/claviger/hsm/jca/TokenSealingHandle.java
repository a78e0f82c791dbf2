package dev.claviger.hsm.jca;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SealingHandle;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/**
 * One AES key of a token. It is looked for before each use, since what is sealed is few and its key
 * may be gone: five C_ calls on SoftHSM, two of which seal or open.
 */
final class TokenSealingHandle implements SealingHandle {
  private static final int NONCE = 12;
  private static final int TAG = 16;

  /**
   * What tokens return where the tag is wrong: CKR_GENERAL_ERROR (SoftHSM, which has no other),
   * CKR_ENCRYPTED_DATA_INVALID, CKR_ENCRYPTED_DATA_LEN_RANGE, CKR_AEAD_DECRYPT_FAILED.
   */
  private static final Set<Long> NOT_AUTHENTIC = Set.of(0x05L, 0x40L, 0x41L, 0x42L);

  private final TokenSessions sessions;
  private final KeyRef ref;
  private final Template wanted;
  private final SecureRandom random;

  TokenSealingHandle(TokenSessions sessions, KeyRef ref, Template wanted, SecureRandom random) {
    this.sessions = sessions;
    this.ref = ref;
    this.wanted = wanted;
    this.random = random;
  }

  @Override
  public KeyRef ref() {
    return ref;
  }

  @Override
  public Bytes seal(Secret plaintext, Bytes associated) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    Bytes iv = Bytes.wrap(nonce);
    Bytes ciphertext =
        sessions.run(
            session ->
                session.encrypt(
                    new Mechanism.Gcm(Ckm.AES_GCM, iv, associated),
                    key(session),
                    plaintext,
                    plaintext.length() + TAG));
    if (ciphertext.length() != plaintext.length() + TAG) {
      throw sessions
          .faults()
          .malformed(sessions.token().identity(), "a ciphertext of AES-GCM without its tag");
    }
    return Bytes.concat(iv, ciphertext);
  }

  @Override
  public Secret open(Bytes sealed, Bytes associated) {
    if (sealed.length() < NONCE + TAG) {
      throw new AuthenticationException("opening what was sealed");
    }
    Bytes ciphertext = sealed.slice(NONCE, sealed.length());
    Mechanism gcm = new Mechanism.Gcm(Ckm.AES_GCM, sealed.slice(0, NONCE), associated);
    return sessions.run(session -> open(session, gcm, ciphertext));
  }

  private Secret open(Session session, Mechanism gcm, Bytes ciphertext) {
    long key = key(session);
    try {
      return session.decrypt(gcm, key, ciphertext, ciphertext.length());
    } catch (CryptokiException e) {
      if (e.function().equals("C_Decrypt") && NOT_AUTHENTIC.contains(e.code())) {
        throw new AuthenticationException("opening what was sealed");
      }
      throw e;
    }
  }

  private long key(Session session) {
    List<Long> found = session.findObjects(wanted);
    if (found.isEmpty()) {
      throw new KeyDestroyedException(ref);
    }
    return found.get(0);
  }

  @Override
  public String toString() {
    return "sealing key " + ref;
  }
}
