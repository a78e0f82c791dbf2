package dev.claviger.mls.group;

import dev.claviger.mls.wire.MlsMessage;

/** A proposal of ours: what to send, and what to remember of it. */
public record CreatedProposal(MlsMessage message, QueuedProposal queued) {}
