package dev.claviger.provider;

import dev.claviger.crypto.hpke.KemId;

/** The {@code KEM} services, where the running JDK has {@code javax.crypto.KEM}. */
final class KemServices {
  private KemServices() {}

  static void register(MlsProvider provider) {
    if (isPresent()) {
      for (KemId kem : KemId.values()) {
        if (provider.offers(kem.curve())) {
          provider.add("KEM", kem.jcaName(), () -> new DhkemSpi(kem, provider));
        }
      }
    }
  }

  private static boolean isPresent() {
    try {
      Class.forName("javax.crypto.KEMSpi");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
