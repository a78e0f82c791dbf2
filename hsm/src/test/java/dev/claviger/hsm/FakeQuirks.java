package dev.claviger.hsm;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.TokenInfo;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * In what a {@link FakeToken} differs from a good one.
 *
 * @param lacks abilities, see {@link #thatLack}
 * @param pointForm how it gives CKA_EC_POINT
 * @param generations which mechanism and parameters (in hexadecimal) make a key of which curve
 */
record FakeQuirks(
    boolean cantLock,
    boolean ignoresExtractable,
    Set<String> lacks,
    long maxSessions,
    UnaryOperator<Bytes> pointForm,
    Map<String, Curve> generations) {
  private static final String P256 = "06082a8648ce3d030107";
  private static final String ED25519 = "06032b6570";
  private static final String X25519 = "06032b656e";

  static FakeQuirks none() {
    return new FakeQuirks(
        false,
        false,
        Set.of(),
        TokenInfo.UNLIMITED,
        UnaryOperator.identity(),
        Map.of(
            key(Ckm.EC_KEY_PAIR_GEN, P256), Curve.P256,
            key(Ckm.EC_EDWARDS_KEY_PAIR_GEN, ED25519), Curve.ED25519,
            key(Ckm.EC_MONTGOMERY_KEY_PAIR_GEN, X25519), Curve.X25519));
  }

  FakeQuirks thatCannotLock() {
    return new FakeQuirks(true, ignoresExtractable, lacks, maxSessions, pointForm, generations);
  }

  FakeQuirks thatIgnoreExtractable() {
    return new FakeQuirks(cantLock, true, lacks, maxSessions, pointForm, generations);
  }

  /**
   * Without some of: digestKey, extractableSecrets, concatenation, hkdfData, hkdfDerive,
   * sessionKeys, import; {@code "deny CKA_X"}, when that use is granted whatever the template says;
   * {@code "tell CKA_X"}, when nothing is said of it.
   */
  FakeQuirks thatLack(String... abilities) {
    return new FakeQuirks(
        cantLock, ignoresExtractable, Set.of(abilities), maxSessions, pointForm, generations);
  }

  boolean lacks(String ability) {
    return lacks.contains(ability);
  }

  FakeQuirks withSessions(long most) {
    return new FakeQuirks(cantLock, ignoresExtractable, lacks, most, pointForm, generations);
  }

  FakeQuirks withPoints(UnaryOperator<Bytes> form) {
    return new FakeQuirks(cantLock, ignoresExtractable, lacks, maxSessions, form, generations);
  }

  /** The only curve, made by that mechanism and those parameters only. */
  FakeQuirks withOnly(Curve curve, long mechanism, String parameters) {
    return new FakeQuirks(
        cantLock,
        ignoresExtractable,
        lacks,
        maxSessions,
        pointForm,
        Map.of(key(mechanism, parameters), curve));
  }

  Bytes point(Bytes key) {
    return pointForm.apply(key);
  }

  Optional<Curve> curve(long mechanism, Bytes parameters) {
    return Optional.ofNullable(generations.get(key(mechanism, parameters.toHex())));
  }

  List<Long> mechanisms() {
    Stream<Long> generating =
        generations.keySet().stream()
            .map(key -> Long.parseLong(key.substring(0, key.indexOf(':')), 16));
    Stream<Long> standard =
        Stream.of(
            Ckm.EC_KEY_PAIR_GEN,
            Ckm.EC_EDWARDS_KEY_PAIR_GEN,
            Ckm.EC_MONTGOMERY_KEY_PAIR_GEN,
            Ckm.ECDSA,
            Ckm.EDDSA,
            Ckm.ECDH1_DERIVE);
    return Stream.concat(standard, generating).distinct().toList();
  }

  Curve curveOf(PrivateKey key) {
    if (key instanceof ECPrivateKey) {
      return Curve.P256;
    }
    NamedParameterSpec spec = (NamedParameterSpec) ((XECPrivateKey) key).getParams();
    return spec.getName().equals("X25519") ? Curve.X25519 : Curve.X448;
  }

  private static String key(long mechanism, String parameters) {
    return Long.toHexString(mechanism) + ":" + parameters;
  }
}
