package dev.claviger.crypto.audit;

import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One use of a private key, or of a key that seals. It holds nothing secret: no message, no PIN, no
 * shared value.
 *
 * @param time when it began
 * @param store what the vault calls itself
 * @param key its lasting name, which for a token's key has the serial number and CKA_ID; empty if
 *     there is none, because making it failed
 * @param purpose which of a member's keys it is; empty for a key that seals
 * @param mechanism what the vault used the key with
 * @param route how an HPKE key reached the KEM's pseudo-random key; empty for a signature key
 * @param group what it was used for, if the caller said so
 * @param failure the name of the exception; empty if all went well
 * @param took how long the vault took
 */
public record KeyUse(
    Instant time,
    Operation operation,
    String store,
    Optional<KeyRef> key,
    Optional<KeyPurpose> purpose,
    String mechanism,
    Optional<AgreementRoute> route,
    Optional<GroupEpoch> group,
    Optional<String> failure,
    Duration took) {
  public KeyUse {
    Objects.requireNonNull(time);
    Objects.requireNonNull(operation);
  }

  /** What was done with the key. */
  public enum Operation {
    GENERATE,
    /** A derived key was put into the vault, {@link dev.claviger.crypto.key.DerivedKeys}. */
    IMPORT,
    SIGN,
    AGREE,
    /** Something to be kept outside of the vault, {@link dev.claviger.crypto.key.SealingHandle}. */
    SEAL,
    /** What was sealed. */
    OPEN,
    DESTROY
  }
}
