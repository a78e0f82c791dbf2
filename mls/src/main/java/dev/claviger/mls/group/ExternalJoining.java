package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.schedule.InitSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.schedule.TranscriptHash;
import dev.claviger.mls.tree.CreatedPath;
import dev.claviger.mls.tree.PathKeys;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.ExternalPub;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.UpdatePath;
import dev.claviger.mls.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Joining a group by an external Commit (RFC 9420 §12.4.3.2). */
public final class ExternalJoining {
  private final ClientContext client;
  private final CipherSuite suite;
  private final PublicEpoch epoch;
  private final ExternalJoinRequest request;

  private ExternalJoining(ClientContext client, PublicEpoch epoch, ExternalJoinRequest request) {
    this.client = client;
    this.suite = client.suite();
    this.epoch = epoch;
    this.request = request;
  }

  /**
   * Makes the Commit that lets us in; nothing of it holds until the Delivery Service has ordered
   * it.
   *
   * @param treeBeside the tree, if it did not come inside the GroupInfo
   * @throws ValidationException if the GroupInfo or the group breaks a rule, or we cannot join it
   */
  public static CreatedCommit join(
      ClientContext client,
      GroupInfo groupInfo,
      Optional<RatchetTreeExtension> treeBeside,
      ExternalJoinRequest request) {
    PublicEpoch epoch =
        PublicEpoch.of(client.policy(), groupInfo, treeBeside, client.features()::supports);
    ExternalInitSecret.Sent init =
        ExternalInitSecret.send(client.suite(), externalPub(client.suite(), groupInfo));
    try (InitSecret secret = init.secret()) {
      return new ExternalJoining(client, epoch, request).commit(init.proposal(), secret);
    }
  }

  private CreatedCommit commit(ExternalInit init, InitSecret secret) {
    List<Proposal> list = proposals(init);
    ExternalProposals proposals = ExternalProposals.validate(epoch, list);
    try (PskSecret psks = Psks.secret(client, proposals.psks())) {
      return commit(list, proposals, secret, psks);
    }
  }

  private CreatedCommit commit(
      List<Proposal> list, ExternalProposals proposals, InitSecret secret, PskSecret psks) {
    TreeEdit edit = epoch.tree().edit();
    LeafIndex self = ExternalCommitCheck.apply(proposals, edit);
    VaultKey leafKey = client.generateLeafKey();
    CreatedPath path = null;
    try {
      path =
          CreatedPath.create(
              edit,
              self,
              client.leaf(ClientContext.pair(leafKey).publicKey(), new LeafNodeSource.Update()),
              epoch.context().groupId(),
              client.signer(),
              client.vault().derivedKeys());
      checkMembership(path, self);
      GroupContext provisional =
          epoch.context().provisional(path.tree().rootHash(), epoch.context().extensions());
      SignedContent signed = sign(list, path.seal(provisional, Set.of()));
      CreatedCommit created =
          finish(
              signed,
              confirmed(provisional, signed),
              secret,
              psks,
              proposals,
              path,
              new OwnLeaf(self, leafKey));
      path.commitSecret().destroy();
      path.close();
      return created;
    } catch (RuntimeException e) {
      if (path != null) {
        path.discard();
      }
      client.vault().destroy(leafKey.ref());
      throw e;
    }
  }

  private CreatedCommit finish(
      SignedContent signed,
      GroupContext context,
      InitSecret init,
      PskSecret psks,
      ExternalProposals proposals,
      CreatedPath path,
      OwnLeaf self) {
    Secret commitSecret = path.commitSecret();
    try (NextEpoch next = NextEpoch.derive(suite, init, context, commitSecret, psks)) {
      Mac tag = next.secrets().confirmationTag(suite, context.confirmedTranscriptHash());
      AuthenticatedContent content = signed.withTag(tag);
      return new CreatedCommit(
          new MlsMessage(new PublicMessage(content.content(), content.auth(), Optional.empty())),
          List.of(),
          new GroupState(
              client,
              context,
              path.tree(),
              self,
              path.advance(PathKeys.none(client.vault().derivedKeys())),
              next.secrets(),
              tag),
          ExternalCommitCheck.effects(epoch, proposals, path.tree(), self.index()));
    }
  }

  private List<Proposal> proposals(ExternalInit init) {
    List<Proposal> proposals = new ArrayList<>();
    proposals.add(init);
    replaced().ifPresent(old -> proposals.add(new Remove(old)));
    request.psks().forEach(psk -> proposals.add(new PreSharedKey(psk)));
    return proposals;
  }

  /** Two leaves of one signature key cannot be, so ours from before has to go. */
  private Optional<LeafIndex> replaced() {
    List<LeafIndex> ours = new ArrayList<>();
    epoch
        .tree()
        .forEachLeaf(
            (index, leaf) -> {
              if (leaf.signatureKey()
                  .equals(client.signatureKey().asSignatureKeyPair().publicKey())) {
                ours.add(index);
              }
            });
    return request.replaces().or(() -> ours.stream().findFirst());
  }

  /** That the group can bear us, before we ask it to. */
  private void checkMembership(CreatedPath path, LeafIndex self) {
    LeafNode leaf = path.tree().leaf(self).orElseThrow();
    LeafNodeCheck.supportsGroup(leaf, epoch.context().extensions(), client.policy());
    MembershipCheck.check(path.tree(), Set.of(self));
  }

  private SignedContent sign(List<Proposal> proposals, UpdatePath path) {
    Commit commit =
        new Commit(
            proposals.stream()
                .<ProposalOrRef>map(ProposalOrRef.ByValue::new)
                .collect(Lists.toList()),
            Optional.of(path));
    FramedContent framed =
        new FramedContent(
            epoch.context().groupId(),
            epoch.context().epoch(),
            new Sender.NewMemberCommit(),
            request.authenticatedData(),
            commit);
    return SignedContent.sign(
        suite, client.signer(), WireFormat.PUBLIC_MESSAGE, framed, epoch.context());
  }

  private GroupContext confirmed(GroupContext provisional, SignedContent commit) {
    return provisional.withConfirmedTranscriptHash(
        TranscriptHash.confirmed(
            suite,
            epoch.interimTranscriptHash(),
            commit.wireFormat(),
            commit.content(),
            commit.signature()));
  }

  private static HpkePublicKey externalPub(CipherSuite suite, GroupInfo groupInfo) {
    HpkePublicKey key =
        Extension.find(groupInfo.extensions(), ExtensionType.EXTERNAL_PUB)
            .map(e -> TlsReader.decode(e.extensionData(), "external_pub", ExternalPub::read))
            .orElseThrow(() -> new ValidationException(Rule.EXTERNAL_PUB_IS_AT_HAND))
            .externalPub();
    if (key.value().length() != suite.kem().publicKeyLength()) {
      throw new ValidationException(Rule.EXTERNAL_PUB_IS_AT_HAND, "its length is not Npk");
    }
    return key;
  }
}
