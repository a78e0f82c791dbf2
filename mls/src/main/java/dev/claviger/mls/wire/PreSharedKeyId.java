package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * Which pre-shared key is injected into a group, and the nonce of that injection (RFC 9420 §8.4).
 *
 * <pre>
 * enum {
 *   reserved(0),
 *   external(1),
 *   resumption(2),
 *   (255)
 * } PSKType;
 *
 * struct {
 *   PSKType psktype;
 *   select (PreSharedKeyID.psktype) {
 *     case external:
 *       opaque psk_id&lt;V&gt;;
 *
 *     case resumption:
 *       ResumptionPSKUsage usage;
 *       opaque psk_group_id&lt;V&gt;;
 *       uint64 psk_epoch;
 *   };
 *   opaque psk_nonce&lt;V&gt;;
 * } PreSharedKeyID;
 * </pre>
 */
public sealed interface PreSharedKeyId extends TlsStruct {
  Bytes pskNonce();

  /** A key that the application provides. */
  record External(Bytes pskId, Bytes pskNonce) implements PreSharedKeyId {}

  /** The resumption PSK of an epoch of a group. */
  record Resumption(ResumptionPskUsage usage, GroupId pskGroupId, long pskEpoch, Bytes pskNonce)
      implements PreSharedKeyId {}

  static PreSharedKeyId read(TlsReader r) {
    int type = r.uint8("PreSharedKeyID.psktype");
    return switch (type) {
      case 1 ->
          new External(r.opaque("PreSharedKeyID.psk_id"), r.opaque("PreSharedKeyID.psk_nonce"));
      case 2 ->
          new Resumption(
              ResumptionPskUsage.read(r),
              GroupId.read(r),
              r.uint64("PreSharedKeyID.psk_epoch"),
              r.opaque("PreSharedKeyID.psk_nonce"));
      default -> throw DecodeException.unknownSelector("PreSharedKeyID.psktype", type);
    };
  }

  @Override
  default void write(TlsWriter w) {
    if (this instanceof External external) {
      w.uint8(1).opaque(external.pskId());
    } else if (this instanceof Resumption resumption) {
      w.uint8(2).struct(resumption.usage()).struct(resumption.pskGroupId());
      w.uint64(resumption.pskEpoch());
    }
    w.opaque(pskNonce());
  }
}
