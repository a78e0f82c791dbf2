package dev.claviger.conformance.contract;

import dev.claviger.crypto.Bytes;
import java.util.List;

/** What an attacker makes of authentic bytes. */
final class Tampering {
  private Tampering() {}

  static List<Bytes> of(Bytes authentic) {
    int n = authentic.length();
    return List.of(
        flipped(authentic, 0),
        flipped(authentic, n / 2),
        flipped(authentic, n - 1),
        authentic.slice(0, n - 1),
        authentic.slice(1, n),
        Bytes.concat(authentic, Bytes.copyOf((byte) 0)),
        Bytes.wrap(new byte[n]),
        Bytes.empty());
  }

  private static Bytes flipped(Bytes authentic, int index) {
    byte[] changed = authentic.toByteArray();
    changed[index] ^= 1;
    return Bytes.wrap(changed);
  }
}
