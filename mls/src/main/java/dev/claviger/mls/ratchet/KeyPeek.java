package dev.claviger.mls.ratchet;

/**
 * A ratchet key that was looked at and is not spent yet: open the message, verify it, and only then
 * {@link #consume}. Closing it without that leaves the ratchet as it was, so that a corrupt copy
 * never spoils the genuine message (RFC 9420 §9.2). Nothing else may use the ratchet in between.
 */
public final class KeyPeek implements AutoCloseable {
  private final MessageKey key;
  private final Runnable consume;
  private final Runnable release;
  private boolean done;

  KeyPeek(MessageKey key, Runnable consume, Runnable release) {
    this.key = key;
    this.consume = consume;
    this.release = release;
  }

  public MessageKey key() {
    return key;
  }

  /** Deletes the key and everything it was derived from. */
  public void consume() {
    if (!done) {
      done = true;
      consume.run();
    }
  }

  @Override
  public void close() {
    if (!done) {
      done = true;
      release.run();
    }
  }
}
