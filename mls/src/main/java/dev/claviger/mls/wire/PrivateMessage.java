package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A message that is signed and encrypted (RFC 9420 §6.3).
 *
 * <pre>
 * struct {
 *     opaque group_id&lt;V&gt;;
 *     uint64 epoch;
 *     ContentType content_type;
 *     opaque authenticated_data&lt;V&gt;;
 *     opaque encrypted_sender_data&lt;V&gt;;
 *     opaque ciphertext&lt;V&gt;;
 * } PrivateMessage;
 * </pre>
 *
 * @param epoch an unsigned 64-bit number
 */
public record PrivateMessage(
    GroupId groupId,
    long epoch,
    ContentType contentType,
    Bytes authenticatedData,
    Bytes encryptedSenderData,
    Bytes ciphertext)
    implements MlsMessageBody {
  public static PrivateMessage read(TlsReader r) {
    return new PrivateMessage(
        GroupId.read(r),
        r.uint64("PrivateMessage.epoch"),
        ContentType.read(r),
        r.opaque("PrivateMessage.authenticated_data"),
        r.opaque("PrivateMessage.encrypted_sender_data"),
        r.opaque("PrivateMessage.ciphertext"));
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.PRIVATE_MESSAGE;
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(groupId).uint64(epoch).struct(contentType).opaque(authenticatedData);
    w.opaque(encryptedSenderData).opaque(ciphertext);
  }
}
