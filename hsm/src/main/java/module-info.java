/** Key vaults on PKCS#11 tokens. */
module dev.claviger.hsm {
  requires transitive dev.claviger.provider;
  requires com.sun.jna;
  requires jdk.jfr;

  exports dev.claviger.hsm;
  exports dev.claviger.hsm.custody;

  // For JNA alone, which finds by reflection what C is to call where a module has no function.
  opens dev.claviger.hsm.cryptoki to
      com.sun.jna;

  provides dev.claviger.crypto.key.VaultOpener with
      dev.claviger.hsm.Pkcs11VaultOpener;
}
