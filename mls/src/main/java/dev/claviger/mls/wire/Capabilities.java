package dev.claviger.mls.wire;

import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * The features a client supports beyond the default ones (RFC 9420 §7.2).
 *
 * <pre>
 * struct {
 *     ProtocolVersion versions&lt;V&gt;;
 *     CipherSuite cipher_suites&lt;V&gt;;
 *     ExtensionType extensions&lt;V&gt;;
 *     ProposalType proposals&lt;V&gt;;
 *     CredentialType credentials&lt;V&gt;;
 * } Capabilities;
 * </pre>
 */
public record Capabilities(
    List<ProtocolVersion> versions,
    List<CipherSuiteId> cipherSuites,
    List<ExtensionType> extensions,
    List<ProposalType> proposals,
    List<CredentialType> credentials)
    implements TlsStruct {
  /** Of those that its encoding is made of. */
  static final int LISTS_BEFORE_CREDENTIALS = 4;

  /** Members of a group mostly support the same. */
  private static final LastRead<Capabilities> LAST = new LastRead<>(Capabilities::readFields);

  public Capabilities {
    versions = List.copyOf(versions);
    cipherSuites = List.copyOf(cipherSuites);
    extensions = List.copyOf(extensions);
    proposals = List.copyOf(proposals);
    credentials = List.copyOf(credentials);
  }

  public static Capabilities read(TlsReader r) {
    return LAST.read(r);
  }

  private static Capabilities readFields(TlsReader r) {
    return new Capabilities(
        r.list("Capabilities.versions", ProtocolVersion::read),
        r.list(
            "Capabilities.cipher_suites",
            in -> ProviderStructs.readCipherSuite(in, "Capabilities.cipher_suites")),
        r.list("Capabilities.extensions", ExtensionType::read),
        r.list("Capabilities.proposals", ProposalType::read),
        r.list("Capabilities.credentials", CredentialType::read));
  }

  @Override
  public void write(TlsWriter w) {
    w.list(versions);
    ProviderStructs.writeSuites(cipherSuites, w);
    w.list(extensions).list(proposals).list(credentials);
  }

  /** Default types are supported without being listed. */
  public boolean supports(ExtensionType type) {
    return type.isDefault() || extensions.contains(type);
  }

  /** Default types are supported without being listed. */
  public boolean supports(ProposalType type) {
    return type.isDefault() || proposals.contains(type);
  }

  public boolean supports(CredentialType type) {
    return credentials.contains(type);
  }
}
