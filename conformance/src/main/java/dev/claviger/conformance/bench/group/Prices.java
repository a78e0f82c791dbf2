package dev.claviger.conformance.bench.group;

import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What the primitives of a suite cost, in nanoseconds. Few lengths are measured; between them the
 * price is in proportion, as it is for hashes and ciphers.
 */
final class Prices {
  static final String MAC = "mac";
  static final String HASH = "hash";
  static final String SEAL = "seal";
  static final String OPEN = "open";
  static final String SIGN = "sign";
  static final String VERIFY = "verify";
  static final String PUBLIC_KEY = "publicKey";
  static final String AGREE = "agree";
  static final String AGREE_ONCE = "agreeOnce";

  /** Shorter data first, so that what handles all of it is compiled when the longest comes. */
  static final Comparator<String> BY_LENGTH =
      Comparator.comparingInt(Prices::length).thenComparing(Comparator.naturalOrder());

  private static final int SHORTEST = 64;
  private static final int STEP = 4;

  private final int suite;
  private final ToDoubleFunction<String> measured;

  /**
   * @param suite its code point
   * @param measured by name: {@code 0x0001 mac}, {@code 0x0001 hash 256}
   */
  Prices(int suite, ToDoubleFunction<String> measured) {
    this.suite = suite;
    this.measured = measured;
  }

  double mac() {
    return price(MAC);
  }

  double hash(int length) {
    return price(HASH, length);
  }

  double seal(int length) {
    return price(SEAL, length);
  }

  double open(int length) {
    return price(OPEN, length);
  }

  double sign(int length) {
    return price(SIGN, length);
  }

  double verify(int length) {
    return price(VERIFY, length);
  }

  double publicKey() {
    return price(PUBLIC_KEY);
  }

  double agree() {
    return price(AGREE);
  }

  double agreeOnce() {
    return price(AGREE_ONCE);
  }

  private double price(String name, int length) {
    int below = SHORTEST;
    while (length >= (long) below * STEP) {
      below *= STEP;
    }
    double low = price(name + " " + below);
    if (length <= below) {
      return low;
    }
    double high = price(name + " " + below * STEP);
    return low + (high - low) * (length - below) / (below * (STEP - 1.0));
  }

  /** Of a name, 0 where the primitive has none. */
  static int length(String name) {
    String[] parts = name.split(" ", -1);
    return parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
  }

  private double price(String name) {
    return measured.applyAsDouble(String.format(Locale.ROOT, "0x%04x %s", suite, name));
  }
}
