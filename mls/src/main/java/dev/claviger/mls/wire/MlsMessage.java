package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.rule.Rule;

/**
 * What travels between clients (RFC 9420 §6).
 *
 * <pre>
 * struct {
 *     ProtocolVersion version = mls10;
 *     WireFormat wire_format;
 *     select (MLSMessage.wire_format) {
 *         case mls_public_message:
 *             PublicMessage public_message;
 *         case mls_private_message:
 *             PrivateMessage private_message;
 *         case mls_welcome:
 *             Welcome welcome;
 *         case mls_group_info:
 *             GroupInfo group_info;
 *         case mls_key_package:
 *             KeyPackage key_package;
 *     };
 * } MLSMessage;
 * </pre>
 */
public record MlsMessage(MlsMessageBody body) implements TlsStruct {
  /**
   * The one message that these bytes encode.
   *
   * @throws DecodeException if they encode none, or go on after it
   */
  public static MlsMessage decode(Bytes message) {
    return TlsReader.decode(message, "MLSMessage", MlsMessage::read);
  }

  public static MlsMessage read(TlsReader r) {
    ProtocolVersion version = ProtocolVersion.read(r);
    if (!version.equals(ProtocolVersion.MLS10)) {
      throw new DecodeException(Rule.VERSION_IS_KNOWN, "MLSMessage.version", version.toString());
    }
    MlsMessageBody body = readBody(r, WireFormat.read(r));
    if (body instanceof KeyPackage keyPackage && !keyPackage.version().equals(version)) {
      throw new DecodeException(
          Rule.KEY_PACKAGE_VERSION_IS_ITS_MESSAGES,
          "KeyPackage.version",
          keyPackage.version().toString());
    }
    return new MlsMessage(body);
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(ProtocolVersion.MLS10).struct(body.wireFormat()).struct(body);
  }

  private static MlsMessageBody readBody(TlsReader r, WireFormat format) {
    return switch (format.value()) {
      case 0x0001 -> PublicMessage.read(r);
      case 0x0002 -> PrivateMessage.read(r);
      case 0x0003 -> Welcome.read(r);
      case 0x0004 -> GroupInfo.read(r);
      case 0x0005 -> KeyPackage.read(r);
      default -> throw DecodeException.unknownSelector("MLSMessage.wire_format", format);
    };
  }
}
