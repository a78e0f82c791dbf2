package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Lists;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.ProtocolVersion;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a client supports beyond the defaults of RFC 9420 §7.2, and the GREASE that it sends along.
 * What it supports never contains GREASE (§13.5); only what it says in its leaves does.
 */
public final class Features {
  private final List<CipherSuiteId> suites;
  private final List<ExtensionType> extensions;
  private final List<ProposalType> proposals;
  private final Grease grease;
  private final List<Extension> leafExtensions;

  private Features(
      List<CipherSuiteId> suites,
      List<ExtensionType> extensions,
      List<ProposalType> proposals,
      Grease grease,
      List<Extension> leafExtensions) {
    if (extensions.stream().anyMatch(type -> Grease.isReserved(type.value()))
        || proposals.stream().anyMatch(type -> Grease.isReserved(type.value()))) {
      throw new IllegalArgumentException("nobody supports GREASE values (RFC 9420 §13.5)");
    }
    this.suites = List.copyOf(suites);
    this.extensions = extensions.stream().filter(type -> !type.isDefault()).collect(Lists.toList());
    this.proposals = proposals.stream().filter(type -> !type.isDefault()).collect(Lists.toList());
    this.grease = grease;
    this.leafExtensions = leafExtensions;
  }

  /**
   * With a random choice of GREASE.
   *
   * @throws IllegalArgumentException if GREASE is among the types: nobody supports it
   */
  public static Features of(
      CipherSuite suite, List<ExtensionType> extensions, List<ProposalType> proposals) {
    return of(suite, extensions, proposals, Grease.random(suite));
  }

  /** As {@link #of}, with no GREASE. */
  public static Features plain(List<ExtensionType> extensions, List<ProposalType> proposals) {
    return new Features(List.of(), extensions, proposals, Grease.none(), List.of());
  }

  /** Those of a client of which only the leaf is known: what that says, but for the GREASE. */
  public static Features saidBy(Capabilities leaf) {
    return plain(
        leaf.extensions().stream()
            .filter(type -> !Grease.isReserved(type.value()))
            .collect(Lists.toList()),
        leaf.proposals().stream()
            .filter(type -> !Grease.isReserved(type.value()))
            .collect(Lists.toList()));
  }

  static Features of(
      CipherSuite suite,
      List<ExtensionType> extensions,
      List<ProposalType> proposals,
      Grease grease) {
    return new Features(List.of(), extensions, proposals, grease, grease.extensions(suite));
  }

  /**
   * The same for an application that has clients of several cipher suites.
   *
   * @param bestFirst all of them
   */
  public Features withSuites(List<CipherSuiteId> bestFirst) {
    return new Features(bestFirst, extensions, proposals, grease, leafExtensions);
  }

  /** The cipher suites that the application would rather have. */
  List<CipherSuiteId> betterThan(CipherSuiteId suite) {
    return suites.subList(0, Math.max(0, suites.indexOf(suite)));
  }

  /**
   * @throws IllegalArgumentException if the type is one of GREASE's: nobody supports those
   */
  public static void requireMeaning(CredentialType type) {
    if (Grease.isReserved(type.value())) {
      throw new IllegalArgumentException("nobody supports GREASE values (RFC 9420 §13.5)");
    }
  }

  /** The types of non-default proposals that the application handles. */
  public List<ProposalType> proposals() {
    return proposals;
  }

  boolean supports(ExtensionType type) {
    return type.isDefault() || extensions.contains(type);
  }

  boolean supports(ProposalType type) {
    return type.isDefault() || proposals.contains(type);
  }

  Capabilities capabilities(CipherSuiteId suite, List<CredentialType> credentials) {
    Capabilities more = grease.values();
    return new Capabilities(
        both(List.of(ProtocolVersion.MLS10), more.versions()),
        both(suites.isEmpty() ? List.of(suite) : suites, more.cipherSuites()),
        both(extensions, more.extensions()),
        both(proposals, more.proposals()),
        both(credentials, more.credentials()));
  }

  /** For a leaf: the same each time. */
  List<Extension> leafExtensions() {
    return leafExtensions;
  }

  /** For a KeyPackage or a GroupInfo: of new content each time. */
  List<Extension> extensions(CipherSuite suite) {
    return grease.extensions(suite);
  }

  private static <T> List<T> both(List<T> values, List<T> more) {
    return Stream.concat(values.stream(), more.stream()).collect(Lists.toList());
  }
}
