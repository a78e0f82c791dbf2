package dev.claviger.mls.wire;

import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Lists;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * A new parent key, its path secret sealed to each node of the copath's resolution (RFC 9420 §7.6).
 *
 * <pre>
 * struct {
 *     HPKEPublicKey encryption_key;
 *     HPKECiphertext encrypted_path_secret&lt;V&gt;;
 * } UpdatePathNode;
 * </pre>
 */
public record UpdatePathNode(HpkePublicKey encryptionKey, List<HpkeCiphertext> encryptedPathSecret)
    implements TlsStruct {
  public UpdatePathNode {
    encryptedPathSecret = List.copyOf(encryptedPathSecret);
  }

  public static UpdatePathNode read(TlsReader r) {
    return new UpdatePathNode(
        ProviderStructs.readHpkePublicKey(r, "UpdatePathNode.encryption_key"),
        r.list("UpdatePathNode.encrypted_path_secret", ProviderStructs::readHpkeCiphertext));
  }

  @Override
  public void write(TlsWriter w) {
    ProviderStructs.write(encryptionKey, w);
    w.list(Lists.map(encryptedPathSecret, c -> (TlsStruct) out -> ProviderStructs.write(c, out)));
  }
}
