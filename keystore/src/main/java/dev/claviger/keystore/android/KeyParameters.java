package dev.claviger.keystore.android;

import android.security.keystore.KeyGenParameterSpec;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;

/**
 * What an application asks of its keys beyond what MLS needs: user authentication, an unlocked
 * device, a validity, a challenge for each key.
 *
 * <pre>{@code
 * (purpose, algorithm, spec) -> {
 *   spec.setUnlockedDeviceRequired(true);
 *   if (purpose == KeyPurpose.SIGNATURE) {
 *     spec.setUserAuthenticationRequired(true)
 *         .setUserAuthenticationParameters(300, KeyProperties.AUTH_BIOMETRIC_STRONG);
 *   }
 * }
 * }</pre>
 *
 * A key that demands the user has to be usable for some seconds after an authentication: an
 * operation begins and ends within one call of the vault, so a key that wants the user at every use
 * (a timeout of 0) cannot be used.
 */
@FunctionalInterface
public interface KeyParameters {
  /**
   * Adds to the parameters of a key that is about to be made. The vault sets curve, digest and
   * StrongBox afterwards; alias and purposes are fixed.
   */
  void addTo(KeyPurpose purpose, KeyAlgorithm algorithm, KeyGenParameterSpec.Builder spec);
}
