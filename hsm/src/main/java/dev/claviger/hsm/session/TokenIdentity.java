package dev.claviger.hsm.session;

import dev.claviger.hsm.cryptoki.TokenInfo;

/** What tells a token from another, for as long as it lives; a slot number does not. */
public record TokenIdentity(String label, String serial, String model) {
  static TokenIdentity of(TokenInfo info) {
    return new TokenIdentity(info.label(), info.serial(), info.model());
  }

  /** The model and the label, for a reader: {@code SoftHSM v2 "mls"}. */
  @Override
  public String toString() {
    return model + " \"" + label + "\"";
  }
}
