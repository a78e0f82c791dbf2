package dev.claviger.mls.wire;

import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * Asks for a new group with other parameters in place of this one (RFC 9420 §12.1.5).
 *
 * <pre>
 * struct {
 *     opaque group_id&lt;V&gt;;
 *     ProtocolVersion version;
 *     CipherSuite cipher_suite;
 *     Extension extensions&lt;V&gt;;
 * } ReInit;
 * </pre>
 */
public record ReInit(
    GroupId groupId, ProtocolVersion version, CipherSuiteId cipherSuite, List<Extension> extensions)
    implements Proposal {
  public ReInit {
    extensions = List.copyOf(extensions);
  }

  public static ReInit read(TlsReader r) {
    return new ReInit(
        GroupId.read(r),
        ProtocolVersion.read(r),
        ProviderStructs.readCipherSuite(r, "ReInit.cipher_suite"),
        r.list("ReInit.extensions", Extension::read));
  }

  @Override
  public ProposalType proposalType() {
    return ProposalType.REINIT;
  }

  @Override
  public void writeBody(TlsWriter w) {
    w.struct(groupId).struct(version);
    ProviderStructs.write(cipherSuite, w);
    w.list(extensions);
  }
}
