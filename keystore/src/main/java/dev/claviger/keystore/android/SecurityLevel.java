package dev.claviger.keystore.android;

import android.security.keystore.KeyInfo;
import android.security.keystore.KeyProperties;

/** What guards a key of the Android Keystore, in order of strength. */
public enum SecurityLevel {
  /** Software of the system, outside of the application's process: an emulator, an old device. */
  SOFTWARE,
  /** A trusted execution environment of the main processor. */
  TRUSTED_ENVIRONMENT,
  /** A secure element of its own. */
  STRONGBOX;

  /** As the Keystore tells it; what is secure and no more precisely known counts as the TEE. */
  static SecurityLevel of(KeyInfo info) {
    return switch (info.getSecurityLevel()) {
      case KeyProperties.SECURITY_LEVEL_STRONGBOX -> STRONGBOX;
      case KeyProperties.SECURITY_LEVEL_TRUSTED_ENVIRONMENT,
          KeyProperties.SECURITY_LEVEL_UNKNOWN_SECURE ->
          TRUSTED_ENVIRONMENT;
      default -> SOFTWARE;
    };
  }

  boolean isAtLeast(SecurityLevel other) {
    return compareTo(other) >= 0;
  }
}
