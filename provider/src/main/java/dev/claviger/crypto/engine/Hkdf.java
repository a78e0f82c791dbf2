package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Expander;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.primitive.MacPrimitive;
import java.util.Arrays;

/** HKDF (RFC 5869) over one hash. Thread-safe. */
public final class Hkdf {
  private final KdfId kdf;
  private final MacPrimitive mac;

  public Hkdf(KdfId kdf, MacPrimitive mac) {
    this.kdf = kdf;
    this.mac = mac;
  }

  public KdfId kdf() {
    return kdf;
  }

  public Bytes mac(Secret key, Bytes data) {
    byte[] tag = new byte[kdf.hashLength()];
    try (MacPrimitive.Computation computation = mac.start(key)) {
      data.feed(computation);
      computation.finish(tag, 0);
    }
    return Bytes.wrap(tag);
  }

  /** {@code HKDF-Extract(salt, ikm[0] ‖ ikm[1] ‖ …)} (§2.2): Nh bytes. */
  public Secret extract(Secret salt, Secret... ikm) {
    return extract(salt, Bytes.empty(), ikm);
  }

  /** {@code HKDF-Extract(salt, prefix ‖ ikm[0] ‖ ikm[1] ‖ …)}, of which the prefix is public. */
  public Secret extract(Secret salt, Bytes prefix, Secret... ikm) {
    byte[] prk = new byte[kdf.hashLength()];
    try (MacPrimitive.Computation computation = mac.start(salt)) {
      prefix.feed(computation);
      for (Secret part : ikm) {
        part.feed(computation);
      }
      computation.finish(prk, 0);
    }
    return Secret.wrap(prk);
  }

  /**
   * {@code HKDF-Expand(prk, info, length)} (§2.3).
   *
   * @throws IllegalArgumentException if length exceeds 255 × Nh
   */
  public Secret expand(Secret prk, Bytes info, int length) {
    try (MacPrimitive.Computation computation = mac.start(prk)) {
      return expand(computation, info, length);
    }
  }

  /** For several expansions of one key. */
  public Expander expander(Secret prk) {
    MacPrimitive.Computation computation = mac.start(prk);
    return new Expander() {
      @Override
      public Secret expand(Bytes info, int length) {
        return Hkdf.this.expand(computation, info, length);
      }

      @Override
      public void close() {
        computation.close();
      }
    };
  }

  private Secret expand(MacPrimitive.Computation keyed, Bytes info, int length) {
    int hashLength = kdf.hashLength();
    if (length < 0 || length > kdf.maxExpandLength()) {
      throw new IllegalArgumentException(
          kdf + " expands to at most " + kdf.maxExpandLength() + " bytes, not " + length);
    }
    int blocks = (length + hashLength - 1) / hashLength;
    byte[] out = new byte[blocks * hashLength];
    byte[] infoAndCounter = new byte[info.length() + 1];
    info.copyTo(infoAndCounter, 0);
    for (int i = 0; i < blocks; i++) {
      if (i > 0) {
        keyed.accept(out, (i - 1) * hashLength, hashLength);
      }
      infoAndCounter[info.length()] = (byte) (i + 1);
      keyed.accept(infoAndCounter, 0, infoAndCounter.length);
      keyed.finish(out, i * hashLength);
    }
    if (out.length == length) {
      return Secret.wrap(out);
    }
    byte[] cut = Arrays.copyOf(out, length);
    Arrays.fill(out, (byte) 0);
    return Secret.wrap(cut);
  }
}
