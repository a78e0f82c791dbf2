package dev.claviger.conformance.interop.runner;

import com.google.protobuf.ByteString;
import dev.claviger.conformance.interop.proto.CommitResponse;
import dev.claviger.conformance.interop.proto.CreateGroupRequest;
import dev.claviger.conformance.interop.proto.CreateKeyPackageRequest;
import dev.claviger.conformance.interop.proto.CreateKeyPackageResponse;
import dev.claviger.conformance.interop.proto.ExternalJoinRequest;
import dev.claviger.conformance.interop.proto.ExternalJoinResponse;
import dev.claviger.conformance.interop.proto.GroupInfoResponse;
import dev.claviger.conformance.interop.proto.MLSClientGrpc.MLSClientBlockingStub;
import dev.claviger.conformance.interop.proto.PreSharedKey;
import dev.claviger.conformance.interop.proto.ProposalDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The actions that begin a group, and those by which somebody comes into it. */
final class Founding {
  private final Play play;
  private final Proposing proposing;
  private final Committing committing;

  Founding(Play play, Proposing proposing, Committing committing) {
    this.play = play;
    this.proposing = proposing;
    this.committing = committing;
  }

  void createGroup(Step step) {
    String creator = step.actor();
    ByteString groupId = randomGroupId();
    play.put("group_id", groupId);
    play.isIn(
        creator,
        play.call(
                creator,
                "CreateGroup",
                CreateGroupRequest.newBuilder()
                    .setGroupId(groupId)
                    .setCipherSuite(play.suite())
                    .setEncryptHandshake(play.cast().encrypt())
                    .setIdentity(ByteString.copyFromUtf8(creator))
                    .build(),
                MLSClientBlockingStub::createGroup)
            .getStateId());
    List<String> members = step.texts("members");
    if (!members.isEmpty()) {
      addAll(creator, members);
    }
    List<String> all = new ArrayList<>(List.of(creator));
    all.addAll(members);
    play.together(all);
  }

  void createKeyPackage(Step step) {
    play.put("key_package", keyPackage(step.actor()));
  }

  /** A new KeyPackage of the actor, which waits for its Welcome from now on. */
  ByteString keyPackage(String actor) {
    CreateKeyPackageResponse response =
        play.call(
            actor,
            "CreateKeyPackage",
            CreateKeyPackageRequest.newBuilder()
                .setCipherSuite(play.suite())
                .setIdentity(ByteString.copyFromUtf8(actor))
                .build(),
            MLSClientBlockingStub::createKeyPackage);
    play.waits(actor, response.getTransactionId());
    return response.getKeyPackage();
  }

  void externalJoin(Step step) {
    String joiner = step.text("joiner");
    GroupInfoResponse group = proposing.groupInfo(step.actor(), step.flag("externalTree"));
    ExternalJoinResponse joined =
        play.call(
            joiner,
            "ExternalJoin",
            ExternalJoinRequest.newBuilder()
                .setGroupInfo(group.getGroupInfo())
                .setRatchetTree(group.getRatchetTree())
                .setEncryptHandshake(play.cast().encrypt())
                .setIdentity(ByteString.copyFromUtf8(joiner))
                .setRemovePrior(step.flag("removePrior"))
                .addAllPsks(step.numbers("psks").stream().map(this::psk).toList())
                .build(),
            MLSClientBlockingStub::externalJoin);
    play.isIn(joiner, joined.getStateId());
    play.put("commit", joined.getCommit());
    List<String> others = new ArrayList<>(step.texts("members"));
    others.add(step.actor());
    for (String member : others) {
      play.agrees(
          member,
          committing.follow(member, List.of(), joined.getCommit()),
          joined.getEpochAuthenticator());
    }
    others.add(joiner);
    play.together(others);
  }

  void groupInfo(Step step) {
    GroupInfoResponse group = proposing.groupInfo(step.actor(), step.flag("externalTree"));
    play.put("group_info", group.getGroupInfo());
    play.put("ratchet_tree", group.getRatchetTree());
  }

  static ByteString randomGroupId() {
    return ByteString.copyFromUtf8(UUID.randomUUID().toString());
  }

  private void addAll(String creator, List<String> members) {
    List<ProposalDescription> adds = new ArrayList<>();
    for (String member : members) {
      adds.add(
          ProposalDescription.newBuilder()
              .setProposalType(ByteString.copyFromUtf8("add"))
              .setKeyPackage(keyPackage(member))
              .build());
    }
    CommitResponse commit = committing.commit(creator, List.of(), adds, false, false);
    ByteString authenticator = committing.accept(creator);
    for (String member : members) {
      play.agrees(
          member, committing.join(member, commit.getWelcome(), ByteString.EMPTY), authenticator);
    }
  }

  private PreSharedKey psk(int step) {
    return PreSharedKey.newBuilder()
        .setPskId(play.get(step, "psk_id"))
        .setPskSecret(play.get(step, "psk_secret"))
        .build();
  }
}
