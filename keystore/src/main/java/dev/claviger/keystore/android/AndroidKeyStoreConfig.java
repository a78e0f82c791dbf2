package dev.claviger.keystore.android;

import dev.claviger.crypto.Bytes;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which keys of the Android Keystore are a vault's, and how it makes them.
 *
 * @param aliasPrefix what the alias of each of its keys begins with; another vault of the
 *     application needs another
 * @param strongBox whether keys are made in StrongBox where it can have them
 * @param minimumLevel what a key must be guarded by; keys that would be less are refused
 * @param attestationChallenge what the attestation of every key contains, at most 128 bytes; empty
 *     for keys without an attestation
 * @param parameters what the application asks beyond that
 */
public record AndroidKeyStoreConfig(
    String aliasPrefix,
    boolean strongBox,
    SecurityLevel minimumLevel,
    Optional<Bytes> attestationChallenge,
    KeyParameters parameters) {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]+");
  private static final int CHALLENGE_LENGTH = 128;

  /**
   * @throws IllegalArgumentException if the prefix has other characters than letters, digits,
   *     {@code . _ -}, the challenge is too long, or StrongBox is the least that will do and is not
   *     asked for
   */
  public AndroidKeyStoreConfig {
    Objects.requireNonNull(parameters);
    if (!PREFIX.matcher(aliasPrefix).matches()) {
      throw new IllegalArgumentException("not the prefix of an alias: " + aliasPrefix);
    }
    if (attestationChallenge.isPresent()
        && attestationChallenge.get().length() > CHALLENGE_LENGTH) {
      throw new IllegalArgumentException(
          "an attestation challenge has at most " + CHALLENGE_LENGTH + " bytes");
    }
    if (minimumLevel == SecurityLevel.STRONGBOX && !strongBox) {
      throw new IllegalArgumentException("StrongBox is demanded and not asked for");
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Starts with the prefix {@code claviger}, no StrongBox, and secure hardware demanded. */
  public static final class Builder {
    private String aliasPrefix = "claviger";
    private boolean strongBox;
    private SecurityLevel minimumLevel = SecurityLevel.TRUSTED_ENVIRONMENT;
    private Optional<Bytes> attestationChallenge = Optional.empty();
    private KeyParameters parameters = (purpose, algorithm, spec) -> {};

    private Builder() {}

    public Builder aliasPrefix(String prefix) {
      this.aliasPrefix = prefix;
      return this;
    }

    /**
     * StrongBox for the keys that it can have (P-256, if at all), the trusted environment for the
     * others. {@link AndroidKeyStoreVault#securityLevel} tells which it became.
     */
    public Builder strongBox() {
      this.strongBox = true;
      return this;
    }

    /**
     * {@code SOFTWARE} lets an emulator have keys; {@code STRONGBOX} refuses what only the trusted
     * environment could have.
     */
    public Builder minimumLevel(SecurityLevel level) {
      this.minimumLevel = level;
      return this;
    }

    public Builder attestationChallenge(Bytes challenge) {
      this.attestationChallenge = Optional.of(challenge);
      return this;
    }

    public Builder parameters(KeyParameters added) {
      this.parameters = added;
      return this;
    }

    /**
     * @throws IllegalArgumentException as {@link AndroidKeyStoreConfig} says
     */
    public AndroidKeyStoreConfig build() {
      return new AndroidKeyStoreConfig(
          aliasPrefix, strongBox, minimumLevel, attestationChallenge, parameters);
    }
  }
}
