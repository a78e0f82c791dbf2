/** The JCA KeyStore over every key vault, sealed stores for groups, and the Android vault. */
module dev.claviger.keystore {
  requires transitive com.google.crypto.tink;
  requires static transitive dev.claviger.android.api;
  requires transitive dev.claviger.mls;
  requires transitive dev.claviger.provider;
  requires transitive java.sql;

  exports dev.claviger.keystore;
  exports dev.claviger.keystore.android;
  exports dev.claviger.keystore.sealed;
  exports dev.claviger.keystore.sealing;

  uses dev.claviger.crypto.key.VaultOpener;
  uses com.google.crypto.tink.KmsClient;

  provides dev.claviger.crypto.key.VaultOpener with
      dev.claviger.keystore.sealing.SealedVaultOpener;
  provides java.security.Provider with
      dev.claviger.keystore.ClavigerKeyStoreProvider;
}
