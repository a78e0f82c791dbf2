package dev.claviger.crypto;

import java.util.List;
import java.util.Optional;

/**
 * A code point of the IANA registry "MLS Cipher Suites" (RFC 9420 §17.1), an unsigned 16-bit
 * number. Unknown and GREASE values are as good as the known ones: they survive a round trip.
 *
 * <pre>uint16 CipherSuite;</pre>
 */
public record CipherSuiteId(int value) implements Comparable<CipherSuiteId> {
  public static final CipherSuiteId MLS_128_DHKEMX25519_AES128GCM_SHA256_ED25519 =
      new CipherSuiteId(0x0001);
  public static final CipherSuiteId MLS_128_DHKEMP256_AES128GCM_SHA256_P256 =
      new CipherSuiteId(0x0002);
  public static final CipherSuiteId MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_ED25519 =
      new CipherSuiteId(0x0003);
  public static final CipherSuiteId MLS_256_DHKEMX448_AES256GCM_SHA512_ED448 =
      new CipherSuiteId(0x0004);
  public static final CipherSuiteId MLS_256_DHKEMP521_AES256GCM_SHA512_P521 =
      new CipherSuiteId(0x0005);
  public static final CipherSuiteId MLS_256_DHKEMX448_CHACHA20POLY1305_SHA512_ED448 =
      new CipherSuiteId(0x0006);
  public static final CipherSuiteId MLS_256_DHKEMP384_AES256GCM_SHA384_P384 =
      new CipherSuiteId(0x0007);

  private static final List<String> NAMES =
      List.of(
          "MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519",
          "MLS_128_DHKEMP256_AES128GCM_SHA256_P256",
          "MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519",
          "MLS_256_DHKEMX448_AES256GCM_SHA512_Ed448",
          "MLS_256_DHKEMP521_AES256GCM_SHA512_P521",
          "MLS_256_DHKEMX448_CHACHA20POLY1305_SHA512_Ed448",
          "MLS_256_DHKEMP384_AES256GCM_SHA384_P384");

  /**
   * @throws IllegalArgumentException if the value does not fit 16 bits
   */
  public CipherSuiteId {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException("a cipher suite is a 16-bit number, not " + value);
    }
  }

  /** The seven suites of RFC 9420, in the order of their code points. */
  public static List<CipherSuiteId> rfc9420() {
    return java.util.stream.IntStream.rangeClosed(1, NAMES.size())
        .mapToObj(CipherSuiteId::new)
        .collect(Lists.toList());
  }

  /** The IANA name, if this is a suite of RFC 9420. */
  public Optional<String> ianaName() {
    return value >= 1 && value <= NAMES.size()
        ? Optional.of(NAMES.get(value - 1))
        : Optional.empty();
  }

  @Override
  public int compareTo(CipherSuiteId other) {
    return Integer.compare(value, other.value);
  }

  /** The code point as RFC 9420 §17.1 writes it: {@code 0x0001}. */
  @Override
  public String toString() {
    return String.format("0x%04X", value);
  }
}
