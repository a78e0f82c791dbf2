/**
 * The JCA provider "MLS": RFC 9420 ciphersuites as JCA services, HPKE (RFC 9180) over key handles,
 * and the key-vault SPI that puts those keys into hardware.
 */
@SuppressWarnings("module") // a qualified export may name a module that is not there
module dev.claviger.provider {
  requires static org.bouncycastle.provider;

  exports dev.claviger.crypto;
  exports dev.claviger.crypto.audit;
  exports dev.claviger.crypto.hpke;
  exports dev.claviger.crypto.key;
  exports dev.claviger.provider;

  // Key encodings and point checks, which every vault needs and there shall be one of.
  exports dev.claviger.crypto.engine to
      dev.claviger.hsm,
      dev.claviger.keystore;
  exports dev.claviger.crypto.primitive to
      dev.claviger.hsm,
      dev.claviger.keystore;

  // Raw software keys, to be sealed at rest.
  exports dev.claviger.crypto.sealing to
      dev.claviger.keystore;

  uses java.security.Provider;

  provides java.security.Provider with
      dev.claviger.provider.MlsProvider;
}
