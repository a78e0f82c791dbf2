/** Key vaults on PKCS#11 tokens. */
module dev.claviger.hsm {
  requires transitive dev.claviger.provider;
  requires com.sun.jna;
  requires jdk.jfr;

  exports dev.claviger.hsm;
  exports dev.claviger.hsm.custody;

  provides dev.claviger.crypto.key.VaultOpener with
      dev.claviger.hsm.Pkcs11VaultOpener;
}
