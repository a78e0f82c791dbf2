package dev.claviger.keystore.sealing;

import com.google.crypto.tink.Aead;
import java.util.Objects;

/**
 * A key that seals what is at rest.
 *
 * @param name what was sealed carries it in clear, and {@link SealingKeys#named} finds the key by
 *     it; so it holds no secret, and everything that is needed to have the key again but the secret
 *     itself. At most {@value #LONGEST_NAME} characters of ASCII
 */
public record SealingKey(String name, Aead aead) {
  static final int LONGEST_NAME = 1024;

  /**
   * @throws IllegalArgumentException if the name is too long or not ASCII
   */
  public SealingKey {
    Objects.requireNonNull(aead);
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || !name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("a sealing key is named by 1 to 1024 ASCII characters");
    }
  }

  /** The name. */
  @Override
  public String toString() {
    return "SealingKey[" + name + "]";
  }
}
