/** The JCA KeyStore over every key vault, and sealed stores for groups. */
module dev.claviger.keystore {
  requires transitive com.google.crypto.tink;
  requires transitive dev.claviger.mls;
  requires transitive dev.claviger.provider;
  requires transitive java.sql;

  exports dev.claviger.keystore;
  exports dev.claviger.keystore.sealed;

  provides java.security.Provider with
      dev.claviger.keystore.ClavigerKeyStoreProvider;
}
