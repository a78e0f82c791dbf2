package dev.claviger.mls.wire;

import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A party outside of the group that may send proposals (RFC 9420 §12.1.8.1); the GroupContext
 * extension {@code external_senders} is a list of them.
 *
 * <pre>
 * struct {
 *   SignaturePublicKey signature_key;
 *   Credential credential;
 * } ExternalSender;
 *
 * ExternalSender external_senders&lt;V&gt;;
 * </pre>
 */
public record ExternalSender(SignaturePublicKey signatureKey, Credential credential)
    implements TlsStruct {
  public static ExternalSender read(TlsReader r) {
    return new ExternalSender(
        ProviderStructs.readSignaturePublicKey(r, "ExternalSender.signature_key"),
        Credential.read(r));
  }

  @Override
  public void write(TlsWriter w) {
    ProviderStructs.write(signatureKey, w);
    w.struct(credential);
  }
}
