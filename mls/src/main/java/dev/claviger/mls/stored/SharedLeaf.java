package dev.claviger.mls.stored;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.wire.KeyPackageRef;

/**
 * A leaf key that a group has from a KeyPackage of last resort, and others may have too.
 *
 * <pre>
 * struct {
 *     KeyRef leaf_key;
 *     KeyPackageRef key_package;
 * } SharedLeaf;
 * </pre>
 */
record SharedLeaf(KeyRef leafKey, KeyPackageRef keyPackage) implements TlsStruct {
  static SharedLeaf read(TlsReader r) {
    return new SharedLeaf(StoredIdentity.readRef(r, "SharedLeaf.leaf_key"), KeyPackageRef.read(r));
  }

  @Override
  public void write(TlsWriter w) {
    StoredIdentity.write(leafKey, w);
    w.struct(keyPackage);
  }
}
