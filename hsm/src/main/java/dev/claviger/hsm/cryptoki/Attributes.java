package dev.claviger.hsm.cryptoki;

import dev.claviger.crypto.Bytes;
import java.util.Map;
import java.util.Optional;

/** Public attribute values as a token told them; what it did not tell is absent. */
public record Attributes(Map<Long, Bytes> values) {
  public Attributes {
    values = Map.copyOf(values);
  }

  public Optional<Bytes> data(long type) {
    return Optional.ofNullable(values.get(type));
  }

  /** Whether the token says that the flag is set; an untold flag is neither set nor clear. */
  public boolean isSet(long type) {
    return data(type).filter(Attributes::isFlag).filter(value -> value.get(0) != 0).isPresent();
  }

  /** Whether the token says that the flag is clear. */
  public boolean isClear(long type) {
    return data(type).filter(Attributes::isFlag).filter(value -> value.get(0) == 0).isPresent();
  }

  private static boolean isFlag(Bytes value) {
    return value.length() == 1;
  }
}
