/**
 * The JCA provider "MLS": RFC 9420 ciphersuites as JCA services, HPKE (RFC 9180) over key handles,
 * and the key-vault SPI that puts those keys into hardware.
 */
module dev.claviger.provider {
  requires static org.bouncycastle.provider;

  exports dev.claviger.crypto;
  exports dev.claviger.crypto.hpke;
  exports dev.claviger.crypto.key;
  exports dev.claviger.provider;

  uses java.security.Provider;

  provides java.security.Provider with
      dev.claviger.provider.MlsProvider;
}
