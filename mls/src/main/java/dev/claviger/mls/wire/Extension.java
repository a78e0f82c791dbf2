package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;
import java.util.Optional;

/**
 * An extension of a KeyPackage, LeafNode, GroupContext or GroupInfo (RFC 9420 §7.2, §13.4).
 *
 * <pre>
 * struct {
 *     ExtensionType extension_type;
 *     opaque extension_data&lt;V&gt;;
 * } Extension;
 * </pre>
 */
public record Extension(ExtensionType extensionType, Bytes extensionData) implements TlsStruct {
  public static Extension read(TlsReader r) {
    return new Extension(ExtensionType.read(r), r.opaque("Extension.extension_data"));
  }

  /** The first extension of a type, if the list has one. */
  public static Optional<Extension> find(List<Extension> extensions, ExtensionType type) {
    for (Extension extension : extensions) {
      if (extension.extensionType().equals(type)) {
        return Optional.of(extension);
      }
    }
    return Optional.empty();
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(extensionType).opaque(extensionData);
  }
}
