package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.PreSharedKeyId;
import java.util.List;
import java.util.Optional;

/**
 * How to join by an external Commit.
 *
 * @param replaces the leaf to remove; if empty, the one that has our signature key, if there is one
 * @param psks to inject, in this order
 * @param authenticatedData sent in clear, and signed
 */
public record ExternalJoinRequest(
    Optional<LeafIndex> replaces, List<PreSharedKeyId> psks, Bytes authenticatedData) {
  public ExternalJoinRequest {
    psks = List.copyOf(psks);
  }
}
