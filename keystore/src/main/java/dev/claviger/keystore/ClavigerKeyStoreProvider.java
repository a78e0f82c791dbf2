package dev.claviger.keystore;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;

/** The JCA provider of {@code KeyStore.getInstance("MLS")}. */
public final class ClavigerKeyStoreProvider extends Provider {
  /** The type of the key store. */
  public static final String TYPE = "MLS";

  private static final long serialVersionUID = 1L;
  private static final String NAME = "ClavigerKeyStore";

  public ClavigerKeyStoreProvider() {
    super(NAME, "0.1", "the keys of MLS key vaults as a KeyStore");
    putService(
        new Service(this, "KeyStore", TYPE, HandleKeyStoreSpi.class.getName(), List.of(), null) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new HandleKeyStoreSpi();
          }
        });
  }
}
