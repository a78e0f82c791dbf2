package dev.claviger.mls.wire;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * The key that external Commits are made to (RFC 9420 §12.4.3.2): the content of the GroupInfo
 * extension {@code external_pub}.
 *
 * <pre>
 * struct {
 *     HPKEPublicKey external_pub;
 * } ExternalPub;
 * </pre>
 */
public record ExternalPub(HpkePublicKey externalPub) implements TlsStruct {
  public static ExternalPub read(TlsReader r) {
    return new ExternalPub(ProviderStructs.readHpkePublicKey(r, "ExternalPub.external_pub"));
  }

  @Override
  public void write(TlsWriter w) {
    ProviderStructs.write(externalPub, w);
  }
}
