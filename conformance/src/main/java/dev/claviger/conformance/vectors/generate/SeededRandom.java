package dev.claviger.conformance.vectors.generate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * SHA-256 of a seed and a counter: repeatable, and therefore for published vectors only. Confined
 * to the thread that first draws from it, because values drawn in another order are other vectors.
 */
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final byte[] seed;
  private long counter;
  private transient Thread owner;

  private SeededRandom(byte[] seed) {
    super(null, null);
    this.seed = seed;
  }

  static SeededRandom of(long seed) {
    return new SeededRandom(hash(("claviger vectors " + seed).getBytes(StandardCharsets.UTF_8)));
  }

  /** An independent source, so that a change of one file's vectors leaves the others alone. */
  SeededRandom fork(String purpose) {
    return new SeededRandom(hash(seed, purpose.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    checkThread();
    int filled = 0;
    while (filled < bytes.length) {
      byte[] block = hash(seed, ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
      int length = Math.min(block.length, bytes.length - filled);
      System.arraycopy(block, 0, bytes, filled, length);
      filled += length;
    }
  }

  @Override
  public void setSeed(long ignored) {
    // The superclass's constructor calls this; the seed is given once.
  }

  @Override
  public String getAlgorithm() {
    return "seeded SHA-256";
  }

  private void checkThread() {
    if (owner == null) {
      owner = Thread.currentThread();
    }
    if (owner != Thread.currentThread()) {
      throw new IllegalStateException(
          "a second thread would make the order of values a matter of chance");
    }
  }

  private static byte[] hash(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
