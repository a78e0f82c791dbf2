package dev.claviger.conformance.peers;

/** A stack refused, or failed at, what it was asked. */
public final class PeerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PeerException(String stack, String call, Throwable cause) {
    super(stack + ": " + call + ": " + cause, cause);
  }
}
