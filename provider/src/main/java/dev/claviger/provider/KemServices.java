package dev.claviger.provider;

/**
 * The {@code KEM} services, for a JDK that has {@code javax.crypto.KEM}. This one registers none;
 * the jar holds another beside it (META-INF/versions), because {@code --release 17} knows no KEM
 * although JDK 17.0.15 and later have it.
 */
final class KemServices {
  private KemServices() {}

  static void register(MlsProvider provider) {
    // No KEM here: the ciphersuites and Cipher.HPKE do not need it.
  }
}
