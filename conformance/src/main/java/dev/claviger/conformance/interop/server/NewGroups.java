package dev.claviger.conformance.interop.server;

import static dev.claviger.conformance.interop.ByteStrings.byteString;
import static dev.claviger.conformance.interop.ByteStrings.bytes;

import com.google.protobuf.ByteString;
import dev.claviger.conformance.interop.ByteStrings;
import dev.claviger.conformance.interop.proto.CreateBranchRequest;
import dev.claviger.conformance.interop.proto.CreateSubgroupResponse;
import dev.claviger.conformance.interop.proto.HandleBranchRequest;
import dev.claviger.conformance.interop.proto.HandleBranchResponse;
import dev.claviger.conformance.interop.proto.HandleReInitCommitResponse;
import dev.claviger.conformance.interop.proto.HandleReInitWelcomeRequest;
import dev.claviger.conformance.interop.proto.JoinGroupResponse;
import dev.claviger.conformance.interop.proto.ReInitWelcomeRequest;
import dev.claviger.crypto.Bytes;
import dev.claviger.mls.Group;
import dev.claviger.mls.NewGroup;
import dev.claviger.mls.NewGroupForm;
import dev.claviger.mls.SuspendedGroup;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import java.util.List;
import java.util.Optional;

/** Groups that come from others: reinitialization and subgroups (RFC 9420 §11.2, §11.3). */
final class NewGroups {
  private final Parties parties;
  private final Ids ids;

  NewGroups(Parties parties, Ids ids) {
    this.parties = parties;
    this.ids = ids;
  }

  /** The Commit of a ReInit was taken in: the member waits for its new group. */
  HandleReInitCommitResponse suspended(int stateId) {
    State state = ids.get(stateId, State.class);
    SuspendedGroup old =
        state
            .group()
            .suspended()
            .orElseThrow(() -> new IllegalArgumentException("the Commit covered no ReInit"));
    Party party =
        parties.create(parties.suite(old.reInit().cipherSuite().value()), state.party().identity());
    party.encryptHandshakes(state.party().encryptsHandshakes());
    KeyPackage keyPackage = party.client().keyPackage();
    return HandleReInitCommitResponse.newBuilder()
        .setReinitId(ids.add(new Reinitialization(stateId, old, party, keyPackage)))
        .setKeyPackage(byteString(new MlsMessage(keyPackage).encode()))
        .setEpochAuthenticator(byteString(state.group().epochAuthenticator()))
        .build();
  }

  CreateSubgroupResponse reinitialize(ReInitWelcomeRequest request) {
    Reinitialization pending = ids.get(request.getReinitId(), Reinitialization.class);
    NewGroup created =
        pending
            .old()
            .create(
                pending.party().client(),
                keyPackages(request.getKeyPackageList()),
                new NewGroupForm(!request.getExternalTree(), request.getForcePath()));
    pending.party().client().withdraw(pending.keyPackage());
    return created(
        arrived(request.getReinitId(), pending, created.group()),
        created,
        request.getExternalTree());
  }

  JoinGroupResponse joinReinitialized(HandleReInitWelcomeRequest request) {
    Reinitialization pending = ids.get(request.getReinitId(), Reinitialization.class);
    byte[] welcome = request.getWelcome().toByteArray();
    Group group =
        request.getRatchetTree().isEmpty()
            ? pending.old().join(pending.party().client(), welcome)
            : pending
                .old()
                .join(pending.party().client(), welcome, bytes(request.getRatchetTree()));
    return JoinGroupResponse.newBuilder()
        .setStateId(arrived(request.getReinitId(), pending, group))
        .setEpochAuthenticator(byteString(group.epochAuthenticator()))
        .build();
  }

  CreateSubgroupResponse branch(CreateBranchRequest request) {
    State state = ids.get(request.getStateId(), State.class);
    NewGroup created =
        state
            .group()
            .branch(
                state.party().client(),
                new GroupId(bytes(request.getGroupId())),
                Descriptions.extensions(request.getExtensionsList()),
                keyPackages(request.getKeyPackagesList()),
                new NewGroupForm(!request.getExternalTree(), request.getForcePath()));
    return created(ids.add(state.branch(created.group())), created, request.getExternalTree());
  }

  HandleBranchResponse joinBranch(HandleBranchRequest request) {
    State state = ids.get(request.getStateId(), State.class);
    Party party = ids.get(request.getTransactionId(), Joiner.class).party();
    party.encryptHandshakes(state.party().encryptsHandshakes());
    Group group =
        state
            .group()
            .joinBranch(
                party.client(),
                request.getWelcome().toByteArray(),
                Optional.of(bytes(request.getRatchetTree())).filter(tree -> !tree.isEmpty()));
    ids.remove(request.getTransactionId());
    return HandleBranchResponse.newBuilder()
        .setStateId(ids.add(new State(party, group)))
        .setEpochAuthenticator(byteString(group.epochAuthenticator()))
        .build();
  }

  /** The new group takes the place of the old, whose keys nothing needs any more. */
  private int arrived(int reinitId, Reinitialization pending, Group group) {
    ids.remove(reinitId);
    ids.freeIfHeld(pending.oldStateId());
    return ids.add(new State(pending.party(), group));
  }

  private static CreateSubgroupResponse created(int stateId, NewGroup created, boolean treeBeside) {
    ByteString welcome =
        created.welcomes().stream()
            .findFirst()
            .map(ByteStrings::byteString)
            .orElse(ByteString.EMPTY);
    Group group = created.group();
    return CreateSubgroupResponse.newBuilder()
        .setStateId(stateId)
        .setWelcome(welcome)
        .setRatchetTree(byteString(treeBeside ? group.ratchetTree() : Bytes.empty()))
        .setEpochAuthenticator(byteString(group.epochAuthenticator()))
        .build();
  }

  private static List<KeyPackage> keyPackages(List<ByteString> messages) {
    return messages.stream().map(NewGroups::keyPackage).toList();
  }

  private static KeyPackage keyPackage(ByteString message) {
    if (MlsMessage.decode(bytes(message)).body() instanceof KeyPackage keyPackage) {
      return keyPackage;
    }
    throw new ValidationException(Rule.MESSAGE_IS_OF_THIS_KIND, "a KeyPackage is expected");
  }
}
