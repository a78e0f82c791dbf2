package dev.claviger.mls.stored;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.Identity;
import dev.claviger.mls.wire.Credential;
import java.nio.charset.StandardCharsets;

/**
 * The name of a signature key, and the credential that goes with it.
 *
 * <pre>
 * opaque KeyRef&lt;V&gt;;
 *
 * struct {
 *     KeyRef signature_key;
 *     Credential credential;
 * } StoredIdentity;
 * </pre>
 */
record StoredIdentity(KeyRef signatureKey, Credential credential) implements TlsStruct {
  static StoredIdentity of(Identity identity) {
    return new StoredIdentity(identity.signatureKey().ref(), identity.credential());
  }

  static StoredIdentity read(TlsReader r) {
    return new StoredIdentity(readRef(r, "StoredIdentity.signature_key"), Credential.read(r));
  }

  @Override
  public void write(TlsWriter w) {
    write(signatureKey, w);
    w.struct(credential);
  }

  static KeyRef readRef(TlsReader r, String field) {
    return KeyRef.of(utf8(r.opaque(field)));
  }

  static void write(KeyRef ref, TlsWriter w) {
    w.opaque(Bytes.utf8(ref.toString()));
  }

  private static String utf8(Bytes value) {
    return new String(value.toByteArray(), StandardCharsets.UTF_8);
  }
}
