/** The JCA KeyStore over every key vault. */
module dev.claviger.keystore {
  requires transitive dev.claviger.provider;

  exports dev.claviger.keystore;

  provides java.security.Provider with
      dev.claviger.keystore.ClavigerKeyStoreProvider;
}
