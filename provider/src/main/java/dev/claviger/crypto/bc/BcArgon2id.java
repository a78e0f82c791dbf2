package dev.claviger.crypto.bc;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id of RFC 9106. */
public final class BcArgon2id {
  private BcArgon2id() {}

  /**
   * @param memory in KiB
   */
  public static Secret derive(
      Secret passphrase, Bytes salt, int memory, int iterations, int parallelism, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt.toByteArray())
            .withMemoryAsKB(memory)
            .withIterations(iterations)
            .withParallelism(parallelism)
            .build());
    byte[] password = passphrase.expose();
    byte[] key = new byte[length];
    try {
      generator.generateBytes(password, key);
      return Secret.wrap(key);
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }
}
