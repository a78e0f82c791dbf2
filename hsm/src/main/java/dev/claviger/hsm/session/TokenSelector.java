package dev.claviger.hsm.session;

import dev.claviger.hsm.cryptoki.TokenInfo;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** Which token is meant: everything that is given must match. */
public record TokenSelector(Optional<String> label, Optional<String> serial, OptionalLong slot) {
  boolean matches(long atSlot, TokenInfo info) {
    return (label.isEmpty() || label.get().equals(info.label()))
        && (serial.isEmpty() || serial.get().equals(info.serial()))
        && (slot.isEmpty() || slot.getAsLong() == atSlot);
  }

  static TokenSelector exactly(TokenIdentity identity) {
    return new TokenSelector(
        Optional.of(identity.label()), Optional.of(identity.serial()), OptionalLong.empty());
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    label.ifPresent(value -> text.add("label \"" + value + "\""));
    serial.ifPresent(value -> text.add("serial " + value));
    slot.ifPresent(value -> text.add("slot " + value));
    return text.length() == 0 ? "any label" : text.toString();
  }
}
