package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.wire.Proposal;
import java.util.List;

/**
 * What a Commit of ours is to do.
 *
 * @param proposals by value, in this order
 * @param forcePath renew our own keys even where RFC 9420 §12.4 would let the path be omitted
 * @param authenticatedData sent in clear, and signed
 */
public record CommitRequest(List<Proposal> proposals, boolean forcePath, Bytes authenticatedData) {
  public CommitRequest {
    proposals = List.copyOf(proposals);
  }
}
