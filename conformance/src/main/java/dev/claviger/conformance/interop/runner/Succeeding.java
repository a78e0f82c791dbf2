package dev.claviger.conformance.interop.runner;

import com.google.protobuf.ByteString;
import dev.claviger.conformance.interop.proto.CommitRequest;
import dev.claviger.conformance.interop.proto.CreateBranchRequest;
import dev.claviger.conformance.interop.proto.CreateSubgroupResponse;
import dev.claviger.conformance.interop.proto.HandleBranchRequest;
import dev.claviger.conformance.interop.proto.HandleBranchResponse;
import dev.claviger.conformance.interop.proto.HandleCommitRequest;
import dev.claviger.conformance.interop.proto.HandlePendingCommitRequest;
import dev.claviger.conformance.interop.proto.HandleReInitCommitResponse;
import dev.claviger.conformance.interop.proto.HandleReInitWelcomeRequest;
import dev.claviger.conformance.interop.proto.JoinGroupResponse;
import dev.claviger.conformance.interop.proto.MLSClientGrpc.MLSClientBlockingStub;
import dev.claviger.conformance.interop.proto.ReInitProposalRequest;
import dev.claviger.conformance.interop.proto.ReInitWelcomeRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The actions by which one group comes from another: reinitialization and subgroups. */
final class Succeeding {
  private final Play play;
  private final Proposing proposing;
  private final Founding founding;

  Succeeding(Play play, Proposing proposing, Founding founding) {
    this.play = play;
    this.proposing = proposing;
    this.founding = founding;
  }

  /** From the proposal, which may have come from outside, to the last who joins the new group. */
  void reInit(Step step) {
    String committer = step.text("committer");
    String welcomer = step.text("welcomer");
    Set<String> all = new LinkedHashSet<>(List.of(committer, welcomer));
    all.addAll(step.texts("members"));
    if (!step.text("proposer").isEmpty()) {
      all.add(step.text("proposer"));
    }
    ByteString proposal = proposal(step);
    ByteString commit =
        play.call(
                committer,
                "ReInitCommit",
                CommitRequest.newBuilder()
                    .setStateId(play.state(committer))
                    .addByReference(proposal)
                    .setForcePath(step.flag("forcePath"))
                    .setExternalTree(step.flag("externalTree"))
                    .build(),
                MLSClientBlockingStub::reInitCommit)
            .getCommit();
    Map<String, HandleReInitCommitResponse> suspended = new LinkedHashMap<>();
    HandleReInitCommitResponse first =
        play.call(
            committer,
            "HandlePendingReInitCommit",
            HandlePendingCommitRequest.newBuilder().setStateId(play.state(committer)).build(),
            MLSClientBlockingStub::handlePendingReInitCommit);
    suspended.put(committer, first);
    for (String member : all) {
      if (!member.equals(committer)) {
        HandleReInitCommitResponse response =
            play.call(
                member,
                "HandleReInitCommit",
                HandleCommitRequest.newBuilder()
                    .setStateId(play.state(member))
                    .addProposal(proposal)
                    .setCommit(commit)
                    .build(),
                MLSClientBlockingStub::handleReInitCommit);
        play.agrees(member, response.getEpochAuthenticator(), first.getEpochAuthenticator());
        suspended.put(member, response);
      }
    }
    found(step, welcomer, suspended);
    play.together(all);
  }

  /** The old group lives on; its states are freed at the end. */
  void branch(Step step) {
    List<String> members = step.texts("members");
    List<ByteString> keyPackages = members.stream().map(founding::keyPackage).toList();
    CreateSubgroupResponse created =
        play.call(
            step.actor(),
            "CreateBranch",
            CreateBranchRequest.newBuilder()
                .setStateId(play.state(step.actor()))
                .setGroupId(Founding.randomGroupId())
                .addAllExtensions(step.extensions())
                .addAllKeyPackages(keyPackages)
                .setForcePath(step.flag("forcePath"))
                .setExternalTree(step.flag("externalTree"))
                .build(),
            MLSClientBlockingStub::createBranch);
    play.isIn(step.actor(), created.getStateId());
    for (String member : members) {
      HandleBranchResponse joined =
          play.call(
              member,
              "HandleBranch",
              HandleBranchRequest.newBuilder()
                  .setStateId(play.state(member))
                  .setTransactionId(play.transaction(member))
                  .setWelcome(created.getWelcome())
                  .setRatchetTree(created.getRatchetTree())
                  .build(),
              MLSClientBlockingStub::handleBranch);
      play.agrees(member, joined.getEpochAuthenticator(), created.getEpochAuthenticator());
      play.isIn(member, joined.getStateId());
    }
    Set<String> all = new LinkedHashSet<>(List.of(step.actor()));
    all.addAll(members);
    play.together(all);
  }

  private ByteString proposal(Step step) {
    String proposer = step.text("proposer");
    if (proposer.isEmpty()) {
      return play.get(step.number("externalReinitProposal"), "proposal");
    }
    ByteString groupId = proposing.newGroupId(step.flag("changeGroupID"));
    if (step.flag("changeCipherSuite")) {
      play.changeSuite();
    }
    return play.call(
            proposer,
            "ReInitProposal",
            ReInitProposalRequest.newBuilder()
                .setStateId(play.state(proposer))
                .setCipherSuite(play.suite())
                .setGroupId(groupId)
                .addAllExtensions(step.extensions())
                .build(),
            MLSClientBlockingStub::reInitProposal)
        .getProposal();
  }

  private void found(
      Step step, String welcomer, Map<String, HandleReInitCommitResponse> suspended) {
    List<ByteString> others =
        suspended.entrySet().stream()
            .filter(member -> !member.getKey().equals(welcomer))
            .map(member -> member.getValue().getKeyPackage())
            .toList();
    CreateSubgroupResponse created =
        play.call(
            welcomer,
            "ReInitWelcome",
            ReInitWelcomeRequest.newBuilder()
                .setReinitId(suspended.get(welcomer).getReinitId())
                .addAllKeyPackage(others)
                .setForcePath(step.flag("forcePath"))
                .setExternalTree(step.flag("externalTree"))
                .build(),
            MLSClientBlockingStub::reInitWelcome);
    play.goesOn(welcomer, created.getStateId());
    suspended.forEach(
        (member, reinit) -> {
          if (!member.equals(welcomer)) {
            JoinGroupResponse joined =
                play.call(
                    member,
                    "HandleReInitWelcome",
                    HandleReInitWelcomeRequest.newBuilder()
                        .setReinitId(reinit.getReinitId())
                        .setWelcome(created.getWelcome())
                        .setRatchetTree(created.getRatchetTree())
                        .build(),
                    MLSClientBlockingStub::handleReInitWelcome);
            play.agrees(member, joined.getEpochAuthenticator(), created.getEpochAuthenticator());
            play.goesOn(member, joined.getStateId());
          }
        });
  }
}
