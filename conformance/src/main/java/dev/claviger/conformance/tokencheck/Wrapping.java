package dev.claviger.conformance.tokencheck;

import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultSupport;

/**
 * Whether a token can have a key wrapped and kept outside of it, found by wrapping one.
 *
 * @param reason why not; else empty
 */
public record Wrapping(Answer answer, String reason) {
  static final Wrapping NOT_ASKED = new Wrapping(Answer.NOT_ASKED, "");

  /** What the token's vault says. */
  public enum Answer {
    YES,
    NO,
    /** Signature keys are never wrapped; or there was no key to ask it of. */
    NOT_ASKED
  }

  public Wrapping {
    reason = Plain.line(reason);
  }

  static Wrapping of(KeyVault vault, KeyAlgorithm algorithm) {
    if (!(algorithm instanceof KemId)) {
      return NOT_ASKED;
    }
    return vault.supports(algorithm, KeyCustody.WRAPPED) instanceof VaultSupport.Unsupported no
        ? new Wrapping(Answer.NO, no.reason())
        : new Wrapping(Answer.YES, "");
  }
}
