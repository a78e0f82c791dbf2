package dev.claviger.mls.spi;

import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.Sender;

/**
 * Which proposals an application wants, beyond the rules of the protocol (RFC 9420 §12.2: "An
 * application may extend the above procedure by additional rules"). Members whose policies differ
 * part ways at the first Commit that one takes and another refuses. Implementations are
 * thread-safe.
 */
@FunctionalInterface
public interface ProposalPolicy {
  /** Takes all that the protocol allows. */
  ProposalPolicy ACCEPT_ALL = considered -> Decision.ACCEPT;

  /** An exception thrown here ends the operation and leaves the group as it was. */
  Decision decide(Considered considered);

  /** A proposal, who proposes it, and when that is asked. */
  record Considered(Proposal proposal, Sender sender, Occasion occasion) {}

  /** When a proposal is looked at. */
  enum Occasion {
    /** It has come by itself. */
    RECEIVED,
    /** We are making a Commit, and it is pending or was asked for. */
    COMMITTING,
    /** A Commit of another covers it. */
    COMMITTED
  }

  /** What becomes of a proposal. */
  enum Decision {
    ACCEPT,
    /**
     * Received: known, for another's Commit to refer to, but never in one of ours. Committing: left
     * out, if it is pending. Otherwise the same as {@link #REJECT}.
     */
    DROP,
    /** The message that carries it, or the Commit that would be made, is refused. */
    REJECT
  }
}
