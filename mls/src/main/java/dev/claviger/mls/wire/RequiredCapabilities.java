package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;
import java.util.Optional;

/**
 * What every member of a group must support (RFC 9420 §11.1): the content of the GroupContext
 * extension {@code required_capabilities}.
 *
 * <pre>
 * struct {
 *     ExtensionType extension_types&lt;V&gt;;
 *     ProposalType proposal_types&lt;V&gt;;
 *     CredentialType credential_types&lt;V&gt;;
 * } RequiredCapabilities;
 * </pre>
 */
public record RequiredCapabilities(
    List<ExtensionType> extensionTypes,
    List<ProposalType> proposalTypes,
    List<CredentialType> credentialTypes)
    implements TlsStruct {
  public RequiredCapabilities {
    extensionTypes = List.copyOf(extensionTypes);
    proposalTypes = List.copyOf(proposalTypes);
    credentialTypes = List.copyOf(credentialTypes);
  }

  public static RequiredCapabilities read(TlsReader r) {
    return new RequiredCapabilities(
        r.list("RequiredCapabilities.extension_types", ExtensionType::read),
        r.list("RequiredCapabilities.proposal_types", ProposalType::read),
        r.list("RequiredCapabilities.credential_types", CredentialType::read));
  }

  /** The one among these GroupContext extensions, if they have one. */
  public static Optional<RequiredCapabilities> in(List<Extension> extensions) {
    return Extension.find(extensions, ExtensionType.REQUIRED_CAPABILITIES)
        .map(e -> TlsReader.decode(e.extensionData(), "RequiredCapabilities", r -> read(r)));
  }

  @Override
  public void write(TlsWriter w) {
    w.list(extensionTypes).list(proposalTypes).list(credentialTypes);
  }

  public boolean areMetBy(Capabilities capabilities) {
    return extensionsAreMetBy(capabilities)
        && proposalsAreMetBy(capabilities)
        && credentialsAreMetBy(capabilities);
  }

  public boolean extensionsAreMetBy(Capabilities capabilities) {
    return extensionTypes.stream().allMatch(capabilities::supports);
  }

  public boolean proposalsAreMetBy(Capabilities capabilities) {
    return proposalTypes.stream().allMatch(capabilities::supports);
  }

  public boolean credentialsAreMetBy(Capabilities capabilities) {
    return credentialTypes.stream().allMatch(capabilities::supports);
  }
}
