package dev.claviger.keystore.android;

import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyProperties;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyAlgorithm;
import java.security.spec.ECGenParameterSpec;
import java.util.Locale;

/** The parameters that the Keystore makes a key by. */
final class KeySpecs {
  private KeySpecs() {}

  /** {@code KeyPairGenerator}: on API levels 33 and 34 Ed25519 is one of the "EC" curves. */
  static String generator(KeyAlgorithm algorithm) {
    return algorithm.curve().isMontgomery() ? "XDH" : "EC";
  }

  /** A key that is as MLS needs it, and as the application asks. */
  static KeyGenParameterSpec of(KeyAlias alias, boolean strongBox, AndroidKeyStoreConfig config) {
    KeyGenParameterSpec.Builder spec = builder(alias.toString(), alias.algorithm());
    config.attestationChallenge().map(Bytes::toByteArray).ifPresent(spec::setAttestationChallenge);
    config.parameters().addTo(alias.purpose(), alias.algorithm(), spec);
    return finished(spec, alias.algorithm(), strongBox);
  }

  /** A key to try the algorithm out with: nothing asked that could stand in its way. */
  static KeyGenParameterSpec trial(String alias, KeyAlgorithm algorithm, boolean strongBox) {
    return finished(builder(alias, algorithm), algorithm, strongBox);
  }

  /** For signing or for agreeing, never for both. */
  private static KeyGenParameterSpec.Builder builder(String alias, KeyAlgorithm algorithm) {
    return new KeyGenParameterSpec.Builder(
        alias,
        algorithm instanceof SignatureScheme
            ? KeyProperties.PURPOSE_SIGN
            : KeyProperties.PURPOSE_AGREE_KEY);
  }

  private static KeyGenParameterSpec finished(
      KeyGenParameterSpec.Builder spec, KeyAlgorithm algorithm, boolean strongBox) {
    spec.setAlgorithmParameterSpec(new ECGenParameterSpec(curve(algorithm.curve())))
        .setIsStrongBoxBacked(strongBox);
    if (algorithm instanceof SignatureScheme scheme) {
      spec.setDigests(scheme.isEdDsa() ? KeyProperties.DIGEST_NONE : scheme.digest());
    }
    return spec.build();
  }

  private static String curve(Curve curve) {
    return curve.jcaName().toLowerCase(Locale.ROOT);
  }
}
