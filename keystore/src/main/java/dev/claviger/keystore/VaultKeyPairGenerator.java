package dev.claviger.keystore;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Locale;
import java.util.Map;

/**
 * Makes signature keys in the vault of the key store that its provider loaded last. The key has no
 * name of its own until {@code KeyStore.setKeyEntry} gives it one; until then, and if that never
 * comes, it is listed under its reference.
 */
final class VaultKeyPairGenerator extends KeyPairGeneratorSpi {
  private static final Map<String, SignatureScheme> SCHEMES =
      Map.of(
          "secp256r1", SignatureScheme.ECDSA_SECP256R1_SHA256,
          "secp384r1", SignatureScheme.ECDSA_SECP384R1_SHA384,
          "secp521r1", SignatureScheme.ECDSA_SECP521R1_SHA512,
          "p-256", SignatureScheme.ECDSA_SECP256R1_SHA256,
          "p-384", SignatureScheme.ECDSA_SECP384R1_SHA384,
          "p-521", SignatureScheme.ECDSA_SECP521R1_SHA512,
          "ed25519", SignatureScheme.ED25519,
          "ed448", SignatureScheme.ED448);

  private static final Map<Integer, SignatureScheme> SIZES =
      Map.of(
          256, SignatureScheme.ECDSA_SECP256R1_SHA256,
          384, SignatureScheme.ECDSA_SECP384R1_SHA384,
          521, SignatureScheme.ECDSA_SECP521R1_SHA512,
          255, SignatureScheme.ED25519,
          448, SignatureScheme.ED448);

  private final String algorithm;
  private final ClavigerKeyStoreProvider provider;
  private SignatureScheme scheme;

  /**
   * @param algorithm EC, EdDSA, Ed25519 or Ed448
   */
  VaultKeyPairGenerator(String algorithm, ClavigerKeyStoreProvider provider) {
    this.algorithm = algorithm;
    this.provider = provider;
    this.scheme =
        switch (algorithm) {
          case "EC" -> SignatureScheme.ECDSA_SECP256R1_SHA256;
          case "Ed448" -> SignatureScheme.ED448;
          default -> SignatureScheme.ED25519;
        };
  }

  /** The random numbers are the vault's. */
  @Override
  public void initialize(int keySize, SecureRandom random) {
    SignatureScheme wanted = SIZES.get(keySize);
    if (wanted == null || !fits(wanted)) {
      throw new InvalidParameterException(algorithm + " has no keys of " + keySize + " bits here");
    }
    scheme = wanted;
  }

  @Override
  public void initialize(AlgorithmParameterSpec parameters, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    String name =
        parameters instanceof ECGenParameterSpec curve
            ? curve.getName()
            : parameters instanceof NamedParameterSpec named ? named.getName() : "";
    SignatureScheme wanted = SCHEMES.get(name.toLowerCase(Locale.ROOT));
    if (wanted == null || !fits(wanted)) {
      throw new InvalidAlgorithmParameterException(
          algorithm + " has no keys here of the curve " + name);
    }
    scheme = wanted;
  }

  @Override
  public KeyPair generateKeyPair() {
    KeyVault vault =
        provider
            .loaded()
            .flatMap(Contents::newKeys)
            .orElseThrow(
                () ->
                    new ProviderException(
                        "load a KeyStore of type MLS from this provider first: keys are made in"
                            + " its vault"));
    VaultKey key = vault.generate(KeyPurpose.SIGNATURE, scheme);
    return new KeyPair(MlsPublicKeys.toJca(scheme.curve(), key.publicKey()), key.privateKey());
  }

  private boolean fits(SignatureScheme wanted) {
    return switch (algorithm) {
      case "EC" -> !wanted.isEdDsa();
      case "Ed25519" -> wanted == SignatureScheme.ED25519;
      case "Ed448" -> wanted == SignatureScheme.ED448;
      default -> wanted.isEdDsa();
    };
  }
}
