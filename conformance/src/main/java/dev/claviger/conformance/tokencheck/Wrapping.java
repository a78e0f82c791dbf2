package dev.claviger.conformance.tokencheck;

import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultSupport;

/**
 * Whether a token can have a key wrapped and kept outside of it, or take over one that was derived
 * outside, found by doing it once.
 *
 * @param reason why not; else empty
 */
public record Wrapping(Answer answer, String reason) {
  static final Wrapping NOT_ASKED = new Wrapping(Answer.NOT_ASKED, "");

  /** What the token's vault says. */
  public enum Answer {
    YES,
    NO,
    /** Signature keys are never wrapped nor imported; or there was no key to ask it of. */
    NOT_ASKED
  }

  public Wrapping {
    reason = Plain.line(reason);
  }

  /**
   * @param custody WRAPPED or IMPORTED
   */
  static Wrapping of(KeyVault vault, KeyAlgorithm algorithm, KeyCustody custody) {
    if (!(algorithm instanceof KemId)) {
      return NOT_ASKED;
    }
    return vault.supports(algorithm, custody) instanceof VaultSupport.Unsupported no
        ? new Wrapping(Answer.NO, no.reason())
        : new Wrapping(Answer.YES, "");
  }
}
