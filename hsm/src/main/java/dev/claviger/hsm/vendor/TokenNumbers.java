package dev.claviger.hsm.vendor;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.hsm.cryptoki.Ckm;
import java.util.List;
import java.util.Map;

/**
 * The numbers and encodings in which tokens differ: for each curve the ways to generate a key, in
 * the order of trying, and the mechanisms that use it.
 *
 * @param generations per curve, the first that works is used
 */
public record TokenNumbers(
    Map<Curve, List<Generation>> generations, long ecdsa, long eddsa, long ecdh, Hkdf hkdf) {
  public TokenNumbers {
    generations = Map.copyOf(generations);
  }

  /**
   * A way to generate a key pair.
   *
   * @param mechanism of C_GenerateKeyPair
   * @param parameters CKA_EC_PARAMS
   */
  public record Generation(long mechanism, Bytes parameters) {}

  /**
   * What the route ON_TOKEN_HKDF consists of.
   *
   * @param prefix CKM_CONCATENATE_DATA_AND_BASE
   * @param join CKM_CONCATENATE_BASE_AND_KEY
   * @param data CKM_HKDF_DATA, whose result is a data object
   * @param derive CKM_HKDF_DERIVE, whose result is a key
   */
  public record Hkdf(long prefix, long join, long data, long derive) {}

  /** The mechanism that uses a key of that algorithm. */
  public long use(KeyAlgorithm algorithm) {
    if (algorithm.curve().isEdwards()) {
      return eddsa;
    }
    return algorithm instanceof SignatureScheme ? ecdsa : ecdh;
  }

  /** The mechanism of a KDF's hash. */
  public static long digest(KdfId kdf) {
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
}
