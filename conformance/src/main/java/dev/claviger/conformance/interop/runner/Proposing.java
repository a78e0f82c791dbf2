package dev.claviger.conformance.interop.runner;

import com.google.protobuf.ByteString;
import dev.claviger.conformance.interop.proto.AddExternalSignerRequest;
import dev.claviger.conformance.interop.proto.AddProposalRequest;
import dev.claviger.conformance.interop.proto.CreateExternalSignerRequest;
import dev.claviger.conformance.interop.proto.CreateExternalSignerResponse;
import dev.claviger.conformance.interop.proto.ExternalPSKProposalRequest;
import dev.claviger.conformance.interop.proto.ExternalSignerProposalRequest;
import dev.claviger.conformance.interop.proto.GroupContextExtensionsProposalRequest;
import dev.claviger.conformance.interop.proto.GroupInfoRequest;
import dev.claviger.conformance.interop.proto.GroupInfoResponse;
import dev.claviger.conformance.interop.proto.MLSClientGrpc.MLSClientBlockingStub;
import dev.claviger.conformance.interop.proto.NewMemberAddProposalRequest;
import dev.claviger.conformance.interop.proto.NewMemberAddProposalResponse;
import dev.claviger.conformance.interop.proto.ProposalDescription;
import dev.claviger.conformance.interop.proto.ProposalResponse;
import dev.claviger.conformance.interop.proto.RemoveProposalRequest;
import dev.claviger.conformance.interop.proto.ResumptionPSKProposalRequest;
import dev.claviger.conformance.interop.proto.UpdateProposalRequest;

/** The actions that make proposals. */
final class Proposing {
  private final Play play;

  Proposing(Play play) {
    this.play = play;
  }

  void add(Step step) {
    keep(
        play.call(
            step.actor(),
            "AddProposal",
            AddProposalRequest.newBuilder()
                .setStateId(play.state(step.actor()))
                .setKeyPackage(play.get(step.number("keyPackage"), "key_package"))
                .build(),
            MLSClientBlockingStub::addProposal));
  }

  void update(Step step) {
    keep(
        play.call(
            step.actor(),
            "UpdateProposal",
            UpdateProposalRequest.newBuilder().setStateId(play.state(step.actor())).build(),
            MLSClientBlockingStub::updateProposal));
  }

  void remove(Step step) {
    keep(
        play.call(
            step.actor(),
            "RemoveProposal",
            RemoveProposalRequest.newBuilder()
                .setStateId(play.state(step.actor()))
                .setRemovedId(ByteString.copyFromUtf8(step.text("removed")))
                .build(),
            MLSClientBlockingStub::removeProposal));
  }

  void externalPsk(Step step) {
    keep(
        play.call(
            step.actor(),
            "ExternalPSKProposal",
            ExternalPSKProposalRequest.newBuilder()
                .setStateId(play.state(step.actor()))
                .setPskId(play.get(step.number("pskID"), "psk_id"))
                .build(),
            MLSClientBlockingStub::externalPSKProposal));
  }

  void resumptionPsk(Step step) {
    keep(
        play.call(
            step.actor(),
            "ResumptionPSKProposal",
            ResumptionPSKProposalRequest.newBuilder()
                .setStateId(play.state(step.actor()))
                .setEpochId(step.longNumber("epochID"))
                .build(),
            MLSClientBlockingStub::resumptionPSKProposal));
  }

  void extensions(Step step) {
    keep(
        play.call(
            step.actor(),
            "GroupContextExtensionsProposal",
            GroupContextExtensionsProposalRequest.newBuilder()
                .setStateId(play.state(step.actor()))
                .addAllExtensions(step.extensions())
                .build(),
            MLSClientBlockingStub::groupContextExtensionsProposal));
  }

  /** Who is to be added proposes that itself. */
  void byJoiner(Step step) {
    String joiner = step.text("joiner");
    NewMemberAddProposalResponse response =
        play.call(
            joiner,
            "NewMemberAddProposal",
            NewMemberAddProposalRequest.newBuilder()
                .setGroupInfo(groupInfo(step.actor(), false).getGroupInfo())
                .setIdentity(ByteString.copyFromUtf8(joiner))
                .build(),
            MLSClientBlockingStub::newMemberAddProposal);
    play.waits(joiner, response.getTransactionId());
    play.put("proposal", response.getProposal());
  }

  void addExternalSigner(Step step) {
    String signer = step.text("signer");
    CreateExternalSignerResponse created =
        play.call(
            signer,
            "CreateExternalSigner",
            CreateExternalSignerRequest.newBuilder()
                .setCipherSuite(play.suite())
                .setIdentity(ByteString.copyFromUtf8(signer))
                .build(),
            MLSClientBlockingStub::createExternalSigner);
    play.signs(signer, created.getSignerId());
    keep(
        play.call(
            step.actor(),
            "AddExternalSigner",
            AddExternalSignerRequest.newBuilder()
                .setStateId(play.state(step.actor()))
                .setExternalSender(created.getExternalSender())
                .build(),
            MLSClientBlockingStub::addExternalSigner));
  }

  void byExternalSigner(Step step) {
    GroupInfoResponse group = groupInfo(step.text("member"), true);
    keep(
        play.call(
            step.actor(),
            "ExternalSignerProposal",
            ExternalSignerProposalRequest.newBuilder()
                .setSignerId(play.signer(step.actor()))
                .setGroupInfo(group.getGroupInfo())
                .setRatchetTree(group.getRatchetTree())
                .setDescription(describe(step.step("description")))
                .build(),
            MLSClientBlockingStub::externalSignerProposal));
  }

  GroupInfoResponse groupInfo(String actor, boolean treeBeside) {
    return play.call(
        actor,
        "GroupInfo",
        GroupInfoRequest.newBuilder()
            .setStateId(play.state(actor))
            .setExternalTree(treeBeside)
            .build(),
        MLSClientBlockingStub::groupInfo);
  }

  /**
   * A proposal by value as the servers want it described.
   *
   * @throws MalformedScriptException if there is no such type
   */
  ProposalDescription describe(Step asked) {
    String type = asked.text("proposalType");
    ProposalDescription.Builder description =
        ProposalDescription.newBuilder().setProposalType(ByteString.copyFromUtf8(type));
    switch (type) {
      case "add" -> description.setKeyPackage(play.get(asked.number("keyPackage"), "key_package"));
      case "remove" -> description.setRemovedId(ByteString.copyFromUtf8(asked.text("removed")));
      case "externalPSK" -> description.setPskId(play.get(asked.number("pskID"), "psk_id"));
      case "resumptionPSK" -> description.setEpochId(asked.longNumber("epochID"));
      case "groupContextExtensions" -> description.addAllExtensions(asked.extensions());
      case "reinit" -> {
        if (asked.flag("changeCipherSuite")) {
          play.changeSuite();
        }
        description
            .addAllExtensions(asked.extensions())
            .setCipherSuite(play.suite())
            .setGroupId(newGroupId(asked.flag("changeGroupID")));
      }
      default -> throw new MalformedScriptException("no proposal is of type \"" + type + "\"");
    }
    return description.build();
  }

  /** The name of the group that takes the place of the script's first. */
  ByteString newGroupId(boolean change) {
    ByteString groupId = play.get(0, "group_id");
    return change ? groupId.concat(ByteString.copyFromUtf8("++")) : groupId;
  }

  private void keep(ProposalResponse response) {
    play.put("proposal", response.getProposal());
  }
}
