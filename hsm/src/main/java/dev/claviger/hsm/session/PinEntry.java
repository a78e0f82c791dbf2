package dev.claviger.hsm.session;

import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.VaultException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One vault's PIN: asked for when a login is needed, never kept, and never offered again once a
 * token has refused it, since each attempt counts towards locking it.
 */
public final class PinEntry {
  private static final int MOST_UTF8_BYTES = 3;

  private final Supplier<Optional<char[]>> source;
  private volatile VaultException refused;

  /**
   * @param source gives the PIN, which is wiped after use; empty for the token's own keypad
   */
  public PinEntry(Supplier<Optional<char[]>> source) {
    this.source = source;
  }

  /** The PIN in UTF-8; empty for the protected authentication path. */
  Optional<Secret> obtain() {
    if (refused != null) {
      throw refused;
    }
    return source.get().map(PinEntry::utf8AndWipe);
  }

  VaultException refuse(VaultException reason) {
    refused = reason;
    return reason;
  }

  /** By hand into one buffer of sufficient size: a charset's own would grow and leave copies. */
  private static Secret utf8AndWipe(char[] pin) {
    ByteBuffer buffer = ByteBuffer.allocate(MOST_UTF8_BYTES * pin.length);
    try {
      StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(pin), buffer, true);
      return Secret.wrap(Arrays.copyOf(buffer.array(), buffer.position()));
    } finally {
      Arrays.fill(buffer.array(), (byte) 0);
      Arrays.fill(pin, '\0');
    }
  }
}
