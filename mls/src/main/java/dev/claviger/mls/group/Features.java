package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client supports beyond the defaults of RFC 9420 §7.2, and the GREASE that it sends along.
 * What it supports never contains GREASE (§13.5); only what it says in its leaves does.
 */
public final class Features {
  private final List<ExtensionType> extensions;
  private final List<ProposalType> proposals;
  private final Grease grease;
  private final List<Extension> leafExtensions;

  private Features(List<ExtensionType> extensions, List<ProposalType> proposals, Grease grease) {
    this.extensions = List.copyOf(extensions);
    this.proposals = List.copyOf(proposals);
    this.grease = grease;
    this.leafExtensions = grease.extensions();
  }

  /** With a random choice of GREASE. */
  public static Features of(List<ExtensionType> extensions, List<ProposalType> proposals) {
    return new Features(extensions, proposals, Grease.random());
  }

  /** With no GREASE. */
  public static Features plain(List<ExtensionType> extensions, List<ProposalType> proposals) {
    return new Features(extensions, proposals, Grease.none());
  }

  /** The types of non-default proposals that the application handles. */
  public List<ProposalType> proposals() {
    return proposals;
  }

  boolean supports(ExtensionType type) {
    return type.isDefault() || extensions.contains(type);
  }

  Capabilities capabilities(CipherSuiteId suite, List<CredentialType> credentials) {
    return new Capabilities(
        List.of(ProtocolVersion.MLS10),
        with(List.of(suite), grease.cipherSuite()),
        with(extensions, grease.extension()),
        with(proposals, grease.proposal()),
        with(credentials, grease.credential()));
  }

  /** For a leaf: the same each time. */
  List<Extension> leafExtensions() {
    return leafExtensions;
  }

  /** For a KeyPackage or a GroupInfo: of new content each time. */
  List<Extension> extensions() {
    return grease.extensions();
  }

  private static <T> List<T> with(List<T> values, Optional<T> more) {
    List<T> all = new ArrayList<>(values);
    more.ifPresent(all::add);
    return all;
  }
}
