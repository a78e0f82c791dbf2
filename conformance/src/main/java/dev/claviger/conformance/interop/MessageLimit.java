package dev.claviger.conformance.interop;

/**
 * How long one message of the harness may be. gRPC's own limit is 4 MiB, which the tree of a group
 * of some thousand members exceeds.
 */
public final class MessageLimit {
  public static final int BYTES = 64 << 20;

  private MessageLimit() {}
}
