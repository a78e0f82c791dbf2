package dev.claviger.mls.wrong;

import com.sun.jna.Pointer;
import dev.claviger.conformance.vectors.Engine;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import org.bouncycastle.util.Arrays;

/** All that {@code mls} must not do, for the architecture rules to catch. */
public final class ReachesForKeyBytes {
  private ReachesForKeyBytes() {}

  static PKCS8EncodedKeySpec take(PrivateKey key) {
    return new PKCS8EncodedKeySpec(Arrays.clone(key.getEncoded()));
  }

  static String name(KeyStore store, Pointer pointer, Connection connection) {
    return store.getType() + pointer + connection + Engine.provider();
  }
}
