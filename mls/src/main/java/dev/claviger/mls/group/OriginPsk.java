package dev.claviger.mls.group;

import dev.claviger.mls.wire.PreSharedKeyId;
import java.util.Optional;

/** The resumption PSK that links a new group to the one it comes from (RFC 9420 §11.2, §11.3). */
public record OriginPsk(PreSharedKeyId.Resumption id, Origin origin) {
  /** Finds this one, and leaves the others to the client. */
  PskLookup before(PskLookup others) {
    return wanted ->
        wanted.equals(id) ? Optional.of(origin.resumptionPsk().copy()) : others.find(wanted);
  }
}
