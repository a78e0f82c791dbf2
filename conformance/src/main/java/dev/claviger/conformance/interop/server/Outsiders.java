package dev.claviger.conformance.interop.server;

import static dev.claviger.conformance.interop.ByteStrings.byteString;
import static dev.claviger.conformance.interop.ByteStrings.bytes;

import dev.claviger.conformance.interop.proto.CreateExternalSignerRequest;
import dev.claviger.conformance.interop.proto.CreateExternalSignerResponse;
import dev.claviger.conformance.interop.proto.ExternalSignerProposalRequest;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.mls.Group;
import dev.claviger.mls.PublicGroup;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.ExternalSenders;
import java.util.ArrayList;
import java.util.List;

/** Those who propose from outside of a group (RFC 9420 §12.1.8). */
final class Outsiders {
  private final Parties parties;
  private final Ids ids;

  Outsiders(Parties parties, Ids ids) {
    this.parties = parties;
    this.ids = ids;
  }

  CreateExternalSignerResponse create(CreateExternalSignerRequest request) {
    CipherSuite suite = parties.suite(request.getCipherSuite());
    Signer signer =
        new Signer(
            parties.vault(),
            suite,
            parties.vault().generate(KeyPurpose.SIGNATURE, suite.signatureScheme()),
            bytes(request.getIdentity()));
    return CreateExternalSignerResponse.newBuilder()
        .setSignerId(ids.add(signer))
        .setExternalSender(byteString(signer.externalSender().encode()))
        .build();
  }

  /**
   * The group's extensions with one more external sender.
   *
   * @param externalSender the encoding of an ExternalSender
   */
  static List<Extension> withSender(Group group, Bytes externalSender) {
    List<Extension> now = group.epoch().context().extensions();
    List<ExternalSender> senders = new ArrayList<>(ExternalSenders.in(now));
    senders.add(TlsReader.decode(externalSender, "ExternalSender", ExternalSender::read));
    List<Extension> next = new ArrayList<>(now);
    next.removeIf(extension -> extension.extensionType().equals(ExtensionType.EXTERNAL_SENDERS));
    next.add(new ExternalSenders(senders).toExtension());
    return next;
  }

  /**
   * The signer finds its index in the group by its key: what the harness says of it is not needed.
   *
   * @return the encoding of an MLSMessage
   */
  byte[] propose(ExternalSignerProposalRequest request) {
    Signer signer = ids.get(request.getSignerId(), Signer.class);
    PublicGroup group =
        GroupInfos.follow(
            signer.suite(), request.getGroupInfo().toByteArray(), bytes(request.getRatchetTree()));
    return Descriptions.propose(
        group.propose(signer.key()), request.getDescription(), group.members());
  }
}
