package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * Who may send proposals from outside of the group (RFC 9420 §12.1.8.1): the content of the
 * GroupContext extension {@code external_senders}.
 *
 * <pre>ExternalSender external_senders&lt;V&gt;;</pre>
 */
public record ExternalSenders(List<ExternalSender> senders) implements TlsStruct {
  public ExternalSenders {
    senders = List.copyOf(senders);
  }

  public static ExternalSenders read(TlsReader r) {
    return new ExternalSenders(r.list("external_senders", ExternalSender::read));
  }

  /** Those among these GroupContext extensions; empty if there is no such extension. */
  public static List<ExternalSender> in(List<Extension> extensions) {
    return Extension.find(extensions, ExtensionType.EXTERNAL_SENDERS)
        .map(e -> TlsReader.decode(e.extensionData(), "external_senders", r -> read(r)).senders())
        .orElse(List.of());
  }

  public Extension toExtension() {
    return new Extension(ExtensionType.EXTERNAL_SENDERS, encode());
  }

  @Override
  public void write(TlsWriter w) {
    w.list(senders);
  }
}
