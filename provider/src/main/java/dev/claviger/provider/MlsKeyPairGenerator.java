package dev.claviger.provider;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.engine.SoftwareAgreementKey;
import dev.claviger.crypto.engine.SoftwareKeys;
import dev.claviger.crypto.engine.SoftwareSignatureKey;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.PrivateKey;
import java.security.SecureRandom;

/** {@code KeyPairGenerator} of software handles with standard public keys. */
final class MlsKeyPairGenerator extends KeyPairGeneratorSpi {
  private final KeyAlgorithm algorithm;
  private final MlsProvider provider;

  MlsKeyPairGenerator(KeyAlgorithm algorithm, MlsProvider provider) {
    this.algorithm = algorithm;
    this.provider = provider;
  }

  /** The algorithm fixes the size; only its own is accepted. */
  @Override
  public void initialize(int keySize, SecureRandom random) {
    if (keySize != algorithm.curve().fieldLength() * 8 && keySize != bits()) {
      throw new InvalidParameterException(algorithm + " has no keys of " + keySize + " bits");
    }
  }

  @Override
  public KeyPair generateKeyPair() {
    if (algorithm instanceof KemId kem) {
      SoftwareAgreementKey key =
          SoftwareKeys.generate(
              kem, SoftwareKeys.newRef("generated"), provider.primitives(), provider);
      return pair(key.publicKey().value(), key);
    }
    SoftwareSignatureKey key =
        SoftwareKeys.generate(
            (SignatureScheme) algorithm,
            SoftwareKeys.newRef("generated"),
            provider.primitives(),
            provider);
    return pair(key.publicKey().value(), key);
  }

  private KeyPair pair(Bytes publicKey, PrivateKey handle) {
    return new KeyPair(MlsPublicKeys.toJca(algorithm.curve(), publicKey), handle);
  }

  private int bits() {
    return switch (algorithm.curve()) {
      case P521 -> 521;
      case X25519, ED25519 -> 255;
      default -> 448;
    };
  }
}
