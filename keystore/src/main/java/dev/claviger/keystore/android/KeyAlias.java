package dev.claviger.keystore.android;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The name of a key in the Keystore: {@code claviger:leaf:DHKEM_P256_HKDF_SHA256:} and 32 digits.
 * It carries what the Keystore has no field for, so that a key is known for what it is after a
 * restart.
 *
 * @param kind {@code claviger:leaf:DHKEM_P256_HKDF_SHA256:}
 */
record KeyAlias(String kind, String id, KeyPurpose purpose, KeyAlgorithm algorithm) {
  static final String SCHEME = "android";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_LENGTH = 16;

  /** A name that no key has. */
  static KeyAlias fresh(String prefix, KeyPurpose purpose, KeyAlgorithm algorithm) {
    byte[] id = new byte[ID_LENGTH];
    RANDOM.nextBytes(id);
    return new KeyAlias(
        kind(prefix, purpose, algorithm), Bytes.wrap(id).toHex(), purpose, algorithm);
  }

  /** Empty if the alias is not one of that prefix's keys. */
  static Optional<KeyAlias> parse(String prefix, String alias) {
    return algorithms()
        .flatMap(
            algorithm ->
                Stream.of(KeyPurpose.values())
                    .filter(purpose -> fits(purpose, algorithm))
                    .filter(purpose -> alias.startsWith(kind(prefix, purpose, algorithm)))
                    .map(
                        purpose -> of(alias, kind(prefix, purpose, algorithm), purpose, algorithm)))
        .findFirst();
  }

  /** Empty if the reference is not to one of that prefix's keys. */
  static Optional<KeyAlias> of(String prefix, KeyRef ref) {
    return ref.scheme().equals(SCHEME)
        ? parse(prefix, ref.uri().getSchemeSpecificPart())
        : Optional.empty();
  }

  KeyRef toRef() {
    return KeyRef.of(SCHEME + ":" + this);
  }

  @Override
  public String toString() {
    return kind + id;
  }

  private static KeyAlias of(
      String alias, String kind, KeyPurpose purpose, KeyAlgorithm algorithm) {
    return new KeyAlias(kind, alias.substring(kind.length()), purpose, algorithm);
  }

  private static String kind(String prefix, KeyPurpose purpose, KeyAlgorithm algorithm) {
    return prefix + ":" + purpose.name().toLowerCase(Locale.ROOT) + ":" + algorithm + ":";
  }

  private static boolean fits(KeyPurpose purpose, KeyAlgorithm algorithm) {
    return (purpose == KeyPurpose.SIGNATURE) == algorithm instanceof SignatureScheme;
  }

  private static Stream<KeyAlgorithm> algorithms() {
    return Stream.concat(Stream.of(SignatureScheme.values()), Stream.of(KemId.values()));
  }
}
