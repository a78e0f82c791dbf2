package dev.claviger.conformance.interop.runner;

import com.google.protobuf.ByteString;
import dev.claviger.conformance.interop.proto.CommitRequest;
import dev.claviger.conformance.interop.proto.CommitResponse;
import dev.claviger.conformance.interop.proto.HandleCommitRequest;
import dev.claviger.conformance.interop.proto.HandleCommitResponse;
import dev.claviger.conformance.interop.proto.HandlePendingCommitRequest;
import dev.claviger.conformance.interop.proto.JoinGroupRequest;
import dev.claviger.conformance.interop.proto.JoinGroupResponse;
import dev.claviger.conformance.interop.proto.MLSClientGrpc.MLSClientBlockingStub;
import dev.claviger.conformance.interop.proto.ProposalDescription;
import java.util.ArrayList;
import java.util.List;

/** The actions that make Commits, and follow them. */
final class Committing {
  private final Play play;
  private final Proposing proposing;

  Committing(Play play, Proposing proposing) {
    this.play = play;
    this.proposing = proposing;
  }

  /** A Commit, and all who are to follow it do. */
  void fullCommit(Step step) {
    List<ByteString> references = play.get(step.numbers("byReference"), "proposal");
    CommitResponse commit =
        commit(
            step.actor(),
            references,
            step.steps("byValue").stream().map(proposing::describe).toList(),
            step.flag("force_path"),
            step.flag("external_tree"));
    ByteString authenticator = accept(step.actor());
    for (String member : step.texts("members")) {
      play.agrees(member, follow(member, references, commit.getCommit()), authenticator);
    }
    for (String joiner : step.texts("joiners")) {
      play.agrees(
          joiner, join(joiner, commit.getWelcome(), commit.getRatchetTree()), authenticator);
    }
    List<String> all = new ArrayList<>(List.of(step.actor()));
    all.addAll(step.texts("members"));
    all.addAll(step.texts("joiners"));
    play.together(all);
  }

  void commit(Step step) {
    commit(
        step.actor(),
        play.get(step.numbers("byReference"), "proposal"),
        step.steps("byValue").stream().map(proposing::describe).toList(),
        step.flag("force_path"),
        step.flag("external_tree"));
    play.together(List.of());
  }

  void handleCommit(Step step) {
    follow(
        step.actor(),
        play.get(step.numbers("byReference"), "proposal"),
        play.get(step.number("commit"), "commit"));
    play.joins(step.actor());
  }

  void handlePendingCommit(Step step) {
    accept(step.actor());
    play.joins(step.actor());
  }

  void joinGroup(Step step) {
    int commit = step.number("welcome");
    join(step.actor(), play.get(commit, "welcome"), play.get(commit, "ratchet_tree"));
    play.joins(step.actor());
  }

  /** A Commit that stays pending; what comes of it is kept. */
  CommitResponse commit(
      String actor,
      List<ByteString> references,
      List<ProposalDescription> values,
      boolean forcePath,
      boolean treeBeside) {
    CommitResponse response =
        play.call(
            actor,
            "Commit",
            CommitRequest.newBuilder()
                .setStateId(play.state(actor))
                .addAllByReference(references)
                .addAllByValue(values)
                .setForcePath(forcePath)
                .setExternalTree(treeBeside)
                .build(),
            MLSClientBlockingStub::commit);
    play.put("commit", response.getCommit());
    play.put("welcome", response.getWelcome());
    play.put("ratchet_tree", treeBeside ? response.getRatchetTree() : ByteString.EMPTY);
    return response;
  }

  /** The epoch_authenticator, as of the next calls too. */
  ByteString accept(String actor) {
    HandleCommitResponse response =
        play.call(
            actor,
            "HandlePendingCommit",
            HandlePendingCommitRequest.newBuilder().setStateId(play.state(actor)).build(),
            MLSClientBlockingStub::handlePendingCommit);
    play.goesOn(actor, response.getStateId());
    return response.getEpochAuthenticator();
  }

  ByteString follow(String actor, List<ByteString> proposals, ByteString commit) {
    HandleCommitResponse response =
        play.call(
            actor,
            "HandleCommit",
            HandleCommitRequest.newBuilder()
                .setStateId(play.state(actor))
                .addAllProposal(proposals)
                .setCommit(commit)
                .build(),
            MLSClientBlockingStub::handleCommit);
    play.goesOn(actor, response.getStateId());
    return response.getEpochAuthenticator();
  }

  /**
   * @param ratchetTree empty if it is inside
   */
  ByteString join(String joiner, ByteString welcome, ByteString ratchetTree) {
    JoinGroupResponse response =
        play.call(
            joiner,
            "JoinGroup",
            JoinGroupRequest.newBuilder()
                .setTransactionId(play.transaction(joiner))
                .setWelcome(welcome)
                .setEncryptHandshake(play.cast().encrypt())
                .setIdentity(ByteString.copyFromUtf8(joiner))
                .setRatchetTree(ratchetTree)
                .build(),
            MLSClientBlockingStub::joinGroup);
    play.isIn(joiner, response.getStateId());
    return response.getEpochAuthenticator();
  }
}
