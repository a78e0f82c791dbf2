package dev.claviger.mls.group;

import dev.claviger.mls.wire.PreSharedKeyId;
import java.util.Optional;

/** Where the groups are found that new ones come from (RFC 9420 §12.4.3.1). */
@FunctionalInterface
public interface Origins {
  /** There are none. */
  Origins NONE = id -> Optional.empty();

  /** The group and epoch that the PSK is of, the caller's to close; empty if we do not have it. */
  Optional<Origin> find(PreSharedKeyId.Resumption id);
}
