package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.MismatchException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.group.ClientContext;
import dev.claviger.mls.group.CommitOutcome;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.group.Incoming;
import dev.claviger.mls.group.Joining;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.group.Reception;
import dev.claviger.mls.group.SentProposal;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.Welcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The member that a vector of passive-client is about: it joins, and does nothing but listen. */
final class PassiveClient {
  private final Fields in;
  private final KeyPackageKeys keys;
  private final ClientContext context;
  private final List<Fields> externalPsks;
  private final Map<EpochId, Secret> resumptionPsks = new HashMap<>();

  PassiveClient(CipherSuite suite, Fields in) {
    this.in = in;
    this.externalPsks = in.has("external_psks") ? in.objects("external_psks") : List.of();
    this.keys = PassiveKeys.read(suite, in);
    this.context = PassiveKeys.client(suite, in, keys.keyPackage(), this::psk);
  }

  /** Every epoch's authenticator is that of the vector. */
  void follow() {
    GroupState state =
        Joining.join(
            context, keys, Messages.read(in.hex("welcome"), Welcome.class), tree(), id -> false);
    Expect.equal(
        "initial_epoch_authenticator",
        in.hex("initial_epoch_authenticator"),
        state.epochAuthenticator());
    for (Fields epoch : in.objects("epochs")) {
      resumptionPsks.put(idOf(state), state.resumptionPsk());
      state = advance(state, epoch);
      Expect.equal(
          "epoch_authenticator of epoch " + Long.toUnsignedString(state.context().epoch()),
          epoch.hex("epoch_authenticator"),
          state.epochAuthenticator());
    }
    state.retire();
    resumptionPsks.values().forEach(Secret::destroy);
  }

  private static EpochId idOf(GroupState state) {
    return new EpochId(state.context().groupId(), state.context().epoch());
  }

  private static GroupState advance(GroupState state, Fields epoch) {
    Map<ProposalRef, SentProposal> proposals = new HashMap<>();
    for (Bytes proposal : epoch.hexList("proposals")) {
      Incoming.Proposed proposed =
          expect(Incoming.Proposed.class, state, proposals, MlsMessage.decode(proposal));
      proposals.put(proposed.ref(), proposed.sent());
    }
    Incoming.Committed committed =
        expect(Incoming.Committed.class, state, proposals, MlsMessage.decode(epoch.hex("commit")));
    if (committed.outcome() instanceof CommitOutcome.Advanced advanced) {
      state.retireFor(advanced.next());
      return advanced.next();
    }
    throw new MismatchException("the commit ended this member's part: " + committed.outcome());
  }

  private static <T extends Incoming> T expect(
      Class<T> type,
      GroupState state,
      Map<ProposalRef, SentProposal> proposals,
      MlsMessage message) {
    Incoming incoming = Reception.receive(state, proposals, message);
    if (!type.isInstance(incoming)) {
      throw new MismatchException(
          "a message is " + incoming.getClass().getSimpleName() + ", not " + type.getSimpleName());
    }
    return type.cast(incoming);
  }

  private Optional<RatchetTreeExtension> tree() {
    return in.has("ratchet_tree")
        ? Optional.of(
            TlsReader.decode(in.hex("ratchet_tree"), "ratchet_tree", RatchetTreeExtension::read))
        : Optional.empty();
  }

  private Optional<Secret> psk(PreSharedKeyId id) {
    if (id instanceof PreSharedKeyId.Resumption resumption) {
      EpochId epoch = new EpochId(resumption.pskGroupId(), resumption.pskEpoch());
      return Optional.ofNullable(resumptionPsks.get(epoch)).map(Secret::copy);
    }
    return externalPsks.stream()
        .filter(
            psk ->
                id instanceof PreSharedKeyId.External named
                    && named.pskId().equals(psk.hex("psk_id")))
        .findFirst()
        .map(psk -> psk.secret("psk"));
  }

  private record EpochId(GroupId groupId, long epoch) {}
}
