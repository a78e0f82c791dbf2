package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.cryptoki.Ckm;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers and encodings in which tokens differ: for each curve the ways to generate a key, in
 * the order of trying, and the mechanisms that use it. {@link #GENERIC} is what PKCS#11 3.x says
 * and what is known to occur; a vendor's own numbers are another value of this.
 *
 * @param generations per curve, the first that works is used
 */
public record TokenNumbers(
    Map<Curve, List<Generation>> generations, long ecdsa, long eddsa, long ecdh) {

  /**
   * A way to generate a key pair.
   *
   * @param mechanism of C_GenerateKeyPair
   * @param parameters CKA_EC_PARAMS
   */
  public record Generation(long mechanism, Bytes parameters) {}

  public static final TokenNumbers GENERIC =
      new TokenNumbers(genericGenerations(), Ckm.ECDSA, Ckm.EDDSA, Ckm.ECDH1_DERIVE);

  /** The mechanism that uses a key of that algorithm. */
  long use(KeyAlgorithm algorithm) {
    if (algorithm.curve().isEdwards()) {
      return eddsa;
    }
    return algorithm instanceof SignatureScheme ? ecdsa : ecdh;
  }

  /** The mechanism of a KDF's hash. */
  static long digest(KdfId kdf) {
    switch (kdf) {
      case HKDF_SHA256:
        return Ckm.SHA256;
      case HKDF_SHA384:
        return Ckm.SHA384;
      case HKDF_SHA512:
        return Ckm.SHA512;
    }
    throw new IllegalStateException(kdf.name());
  }

  private static Map<Curve, List<Generation>> genericGenerations() {
    Map<Curve, List<Generation>> all = new EnumMap<>(Curve.class);
    for (Curve curve : Curve.values()) {
      all.put(curve, generic(curve));
    }
    return all;
  }

  private static List<Generation> generic(Curve curve) {
    Bytes oid = Der.oid(curve.oid());
    if (curve.isNist()) {
      return List.of(new Generation(Ckm.EC_KEY_PAIR_GEN, oid));
    }
    Bytes name = Der.printableString(printableName(curve));
    Generation edwardsByOid = new Generation(Ckm.EC_EDWARDS_KEY_PAIR_GEN, oid);
    Generation edwardsByName = new Generation(Ckm.EC_EDWARDS_KEY_PAIR_GEN, name);
    if (curve.isEdwards()) {
      return List.of(edwardsByOid, edwardsByName);
    }
    return List.of(
        new Generation(Ckm.EC_MONTGOMERY_KEY_PAIR_GEN, oid),
        new Generation(Ckm.EC_MONTGOMERY_KEY_PAIR_GEN, name),
        edwardsByOid,
        edwardsByName);
  }

  /** The curveName of PKCS#11 3.0 §2.3.1. */
  private static String printableName(Curve curve) {
    String number = curve == Curve.ED25519 || curve == Curve.X25519 ? "25519" : "448";
    return (curve.isEdwards() ? "edwards" : "curve") + number;
  }
}
