package dev.claviger.mls.spi;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.util.Optional;

/**
 * Where the external pre-shared keys of an application are found (RFC 9420 §8.4). Implementations
 * are thread-safe.
 */
@FunctionalInterface
public interface PskSource {
  /** There are none. */
  PskSource NONE = pskId -> Optional.empty();

  /** A copy of the key of that name, the caller's to destroy; empty if we do not have it. */
  Optional<Secret> find(Bytes pskId);
}
