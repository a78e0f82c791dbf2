package dev.claviger.conformance.interop.server;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.PskSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The external PSKs that one client was given. Thread-safe. */
final class Psks implements PskSource {
  private final Map<Bytes, Secret> known = new HashMap<>();

  /** The later one counts, if there are two of that name. */
  synchronized void store(Bytes id, Secret psk) {
    Secret before = known.put(id, psk);
    if (before != null) {
      before.destroy();
    }
  }

  @Override
  public synchronized Optional<Secret> find(Bytes pskId) {
    return Optional.ofNullable(known.get(pskId)).map(Secret::copy);
  }

  synchronized void destroy() {
    known.values().forEach(Secret::destroy);
    known.clear();
  }
}
