package dev.claviger.conformance.peers;

import java.util.Optional;

/** A Commit for the others and, if it adds somebody, the Welcome. Nobody else gets the arrays. */
@SuppressWarnings("ArrayRecordComponent")
public record PeerCommit(byte[] message, Optional<byte[]> welcome) {}
