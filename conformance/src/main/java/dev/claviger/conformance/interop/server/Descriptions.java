package dev.claviger.conformance.interop.server;

import static dev.claviger.conformance.interop.ByteStrings.bytes;

import dev.claviger.conformance.interop.proto.ProposalDescription;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Member;
import dev.claviger.mls.ProposalChoice;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.GroupId;
import java.util.List;

/** Proposals as the harness describes them. All methods take the members of the group as it is. */
final class Descriptions {
  private Descriptions() {}

  /**
   * Adds the proposal to a Commit, by value.
   *
   * @throws IllegalArgumentException if it is of no type that the harness has
   */
  static void addTo(CommitBuilder commit, ProposalDescription asked, List<Member> members) {
    switch (asked.getProposalType().toStringUtf8()) {
      case "add" -> commit.add(asked.getKeyPackage().toByteArray());
      case "remove" -> commit.remove(Members.named(bytes(asked.getRemovedId()), members));
      case "externalPSK" -> commit.psk(bytes(asked.getPskId()));
      case "resumptionPSK" -> commit.resumptionPsk(asked.getEpochId());
      case "groupContextExtensions" -> commit.extensions(extensions(asked.getExtensionsList()));
      case "reinit" ->
          commit.reInit(
              groupId(asked),
              new CipherSuiteId(asked.getCipherSuite()),
              extensions(asked.getExtensionsList()));
      default -> throw unknown(asked);
    }
  }

  /**
   * Makes the proposal, by itself.
   *
   * @return the encoding of an MLSMessage
   * @throws IllegalArgumentException if it is of no type that the harness has
   */
  static byte[] propose(ProposalChoice choice, ProposalDescription asked, List<Member> members) {
    return switch (asked.getProposalType().toStringUtf8()) {
      case "add" -> choice.add(asked.getKeyPackage().toByteArray());
      case "remove" -> choice.remove(Members.named(bytes(asked.getRemovedId()), members));
      case "externalPSK" -> choice.psk(bytes(asked.getPskId()));
      case "resumptionPSK" -> choice.resumptionPsk(asked.getEpochId());
      case "groupContextExtensions" -> choice.extensions(extensions(asked.getExtensionsList()));
      case "reinit" ->
          choice.reInit(
              groupId(asked),
              new CipherSuiteId(asked.getCipherSuite()),
              extensions(asked.getExtensionsList()));
      default -> throw unknown(asked);
    };
  }

  static List<Extension> extensions(
      List<dev.claviger.conformance.interop.proto.Extension> extensions) {
    return extensions.stream()
        .map(
            one ->
                new Extension(
                    new ExtensionType(one.getExtensionType()), bytes(one.getExtensionData())))
        .toList();
  }

  private static GroupId groupId(ProposalDescription asked) {
    return new GroupId(bytes(asked.getGroupId()));
  }

  private static IllegalArgumentException unknown(ProposalDescription asked) {
    Bytes type = bytes(asked.getProposalType());
    return new IllegalArgumentException("no proposal is described by the type " + type);
  }
}
