package dev.claviger.crypto.sealing;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.SoftwareKeys;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.crypto.primitive.RawKeyPair;
import java.security.Provider;

/**
 * A software key pair in clear. Handles made of it share its private key, and end with it.
 *
 * @param privateKey a scalar, big-endian or of RFC 7748, or the seed of RFC 8032
 * @param publicKey in its MLS encoding
 */
public record RawKey(KeyAlgorithm algorithm, Secret privateKey, Bytes publicKey) {
  /**
   * @param provider whose choice of primitives makes the key
   */
  public static RawKey generate(KeyAlgorithm algorithm, Provider provider) {
    Primitives primitives = Primitives.of(provider);
    if (algorithm instanceof SignatureScheme scheme) {
      RawKeyPair pair = primitives.signature(scheme).generate();
      return new RawKey(algorithm, pair.privateKey(), pair.publicKey());
    }
    Secret scalar = KeyScalars.random(algorithm.curve());
    Bytes publicKey = primitives.fixedBase(algorithm.curve()).publicKey(scalar);
    return new RawKey(algorithm, scalar, publicKey);
  }

  /**
   * A handle of a signature key.
   *
   * @throws IllegalStateException if it is none
   */
  public SignatureHandle toSignatureHandle(KeyRef ref, Provider provider) {
    if (!(algorithm instanceof SignatureScheme scheme)) {
      throw new IllegalStateException(ref + " is no signature key");
    }
    return SoftwareKeys.signatureKey(
        scheme, ref, new RawKeyPair(privateKey, publicKey), Primitives.of(provider), provider);
  }

  /**
   * A handle of an HPKE key.
   *
   * @throws IllegalStateException if it is none
   */
  public AgreementHandle toAgreementHandle(KeyRef ref, Provider provider) {
    if (!(algorithm instanceof KemId kem)) {
      throw new IllegalStateException(ref + " is no HPKE key");
    }
    return SoftwareKeys.agreementKey(kem, ref, privateKey, Primitives.of(provider), provider);
  }

  /** The public half alone. */
  @Override
  public String toString() {
    return "RawKey[" + algorithm + ", " + publicKey + "]";
  }
}
