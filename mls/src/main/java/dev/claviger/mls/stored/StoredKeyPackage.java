package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.wire.KeyPackage;

/**
 * A KeyPackage of ours whose Welcome has not come.
 *
 * <pre>
 * struct {
 *     KeyPackage key_package;
 *     KeyRef init_key;
 *     KeyRef leaf_key;
 * } StoredKeyPackage;
 * </pre>
 */
record StoredKeyPackage(KeyPackage keyPackage, KeyRef initKey, KeyRef leafKey)
    implements TlsStruct {
  static StoredKeyPackage of(KeyPackageKeys keys) {
    return new StoredKeyPackage(keys.keyPackage(), keys.initKey().ref(), keys.leafKey().ref());
  }

  static StoredKeyPackage read(TlsReader r) {
    return new StoredKeyPackage(
        KeyPackage.read(r),
        StoredIdentity.readRef(r, "StoredKeyPackage.init_key"),
        StoredIdentity.readRef(r, "StoredKeyPackage.leaf_key"));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(keyPackage);
    StoredIdentity.write(initKey, w);
    StoredIdentity.write(leafKey, w);
  }
}
