package dev.claviger.hsm.custody;

import dev.claviger.crypto.Bytes;
import java.time.Instant;

/**
 * An object, or a pair of them, that a vault has made on its token and that nobody wants.
 *
 * @param kind why it is an orphan
 * @param id CKA_ID
 * @param label CKA_LABEL
 * @param made when, by the clock of the machine that made it
 */
public record Orphan(Kind kind, Bytes id, String label, Instant made) {
  /** Kinds of orphans. */
  public enum Kind {
    /** A whole key pair that nobody names. */
    UNNAMED_KEY,
    /** A private key without its public key that nobody names, or a public key left alone. */
    HALF_PAIR,
    /** A wrapping key of this vault's store under which there is no row. */
    UNUSED_WRAPPING_KEY
  }
}
