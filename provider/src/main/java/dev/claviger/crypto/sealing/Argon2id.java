package dev.claviger.crypto.sealing;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.bc.BcArgon2id;

/** Argon2id, version 0x13 (RFC 9106), by Bouncy Castle. */
public final class Argon2id {
  private Argon2id() {}

  /**
   * @param passphrase in UTF-8; stays alive
   * @param memory in KiB
   * @return {@code length} bytes
   * @throws CryptoException if Bouncy Castle is not on the path, or is one that has no Argon2
   */
  public static Secret derive(
      Secret passphrase, Bytes salt, int memory, int iterations, int parallelism, int length) {
    try {
      return BcArgon2id.derive(passphrase, salt, memory, iterations, parallelism, length);
    } catch (LinkageError e) {
      throw new CryptoException(
          "Argon2id needs Bouncy Castle (bcprov) on the class or module path", e);
    }
  }
}
