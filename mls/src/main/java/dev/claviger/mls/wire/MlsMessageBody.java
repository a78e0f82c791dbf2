package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsStruct;

/** The alternatives of {@code MLSMessage.wire_format} (RFC 9420 §6). */
public sealed interface MlsMessageBody extends TlsStruct
    permits PublicMessage, PrivateMessage, Welcome, GroupInfo, KeyPackage {
  WireFormat wireFormat();
}
