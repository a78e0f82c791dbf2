package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.Update;
import java.util.List;
import java.util.Optional;

/** Proposals of our own, for any member to commit (RFC 9420 §12.1). */
public final class ProposalCreation {
  /** Proposals that stand alone are checked as if one committed them who is not in the tree. */
  private static final LeafIndex NOBODY = new LeafIndex(-1);

  private final GroupState state;
  private final Bytes authenticatedData;

  private ProposalCreation(GroupState state, Bytes authenticatedData) {
    this.state = state;
    this.authenticatedData = authenticatedData;
  }

  /**
   * @throws ValidationException if no Commit could cover it
   */
  public static CreatedProposal create(
      GroupState state, Proposal proposal, Bytes authenticatedData) {
    return new ProposalCreation(state, authenticatedData).create(proposal, Optional.empty());
  }

  /**
   * An Update of our leaf (§12.1.2): its encryption key is made in the vault, and the leaf is
   * signed with the key that it names.
   *
   * @throws ValidationException if the identity is not acceptable in this group
   */
  public static CreatedProposal update(
      GroupState state, Optional<Identity> rotation, Bytes authenticatedData) {
    Identity identity = rotation.orElseGet(() -> state.client().identity());
    VaultKey leafKey = state.client().generateLeafKey();
    try {
      return new ProposalCreation(state, authenticatedData)
          .create(
              new Update(leaf(state, identity, leafKey)),
              Optional.of(new OwnUpdate(leafKey, identity)));
    } catch (RuntimeException e) {
      state.client().vault().destroy(leafKey.ref());
      throw e;
    }
  }

  private static LeafNode leaf(GroupState state, Identity identity, VaultKey leafKey) {
    ClientContext client = state.client().withIdentity(identity);
    return client
        .leaf(ClientContext.pair(leafKey).publicKey(), new LeafNodeSource.Update())
        .sign(client.suite(), client.signer(), state.context().groupId(), state.self().index());
  }

  private CreatedProposal create(Proposal proposal, Optional<OwnUpdate> own) {
    SentProposal sent = new SentProposal(proposal, new Sender.Member(state.self().index()), own);
    ProposalList list = ProposalList.validate(state, NOBODY, List.of(sent)).forSending();
    list.apply(state.tree().edit());
    Psks.secret(state.client(), list.psks()).close();
    state.client().checkSupport(proposal);
    SignedContent signed =
        state.sign(
            proposal, authenticatedData, state.client().handshakeFormat(state.context().groupId()));
    AuthenticatedContent content = signed.withoutTag();
    return new CreatedProposal(
        state.protect(content),
        new QueuedProposal(content.proposalRef(state.client().suite()), sent));
  }
}
