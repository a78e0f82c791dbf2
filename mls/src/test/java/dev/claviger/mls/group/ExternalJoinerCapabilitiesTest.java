package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.framing.SignedContent;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.RequiredCapabilities;
import dev.claviger.mls.wire.UpdatePath;
import dev.claviger.mls.wire.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A client that lets itself in must be able to do what the group demands (RFC 9420 §11.1). */
class ExternalJoinerCapabilitiesTest {
  private static final ExtensionType TYPE = new ExtensionType(0xF0F0);

  private final ClientContext able = able("dave");
  private final ClientContext unable = withFeatures(able, List.of());

  @Test
  void joinerWithoutRequiredCapabilities_isRefusedByItself_byMembersAndByTheService() {
    RequiredCapabilities required = new RequiredCapabilities(List.of(TYPE), List.of(), List.of());
    assertRefused(
        new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode()),
        Rule.LEAF_HAS_REQUIRED_EXTENSIONS,
        Rule.LEAF_HAS_REQUIRED_EXTENSIONS);
  }

  @Test
  void joinerWithoutAGroupExtension_isRefusedByItself_byMembersAndByTheService() {
    assertRefused(
        new Extension(TYPE, Bytes.empty()),
        Rule.GROUP_EXTENSIONS_ARE_SUPPORTED,
        Rule.LEAF_SUPPORTS_GROUP_EXTENSIONS);
  }

  private void assertRefused(Extension extension, Rule byItself, Rule byOthers) {
    GroupState alice =
        GroupState.create(
            able("alice"), GroupState.randomGroupId(able.suite()), List.of(extension));
    Refusals.assertRefused(byItself, () -> join(unable, alice));
    CreatedCommit honest = join(able, alice);
    MlsMessage forged = forge(honest, alice);
    PublicEpoch service =
        PublicEpoch.of(alice.policy(), alice.groupInfo(true), Optional.empty(), type -> true);
    Refusals.assertRefused(byOthers, () -> Reception.receive(alice, Map.of(), forged));
    Refusals.assertRefused(byOthers, () -> PublicReception.receive(service, Map.of(), forged));
    Reception.receive(alice, Map.of(), honest.message());
    PublicReception.receive(service, Map.of(), honest.message());
  }

  private static CreatedCommit join(ClientContext client, GroupState group) {
    return ExternalJoining.join(
        client,
        group.groupInfo(true),
        Optional.empty(),
        new ExternalJoinRequest(Optional.empty(), List.of(), World.NO_DATA));
  }

  /** The Commit with a leaf that lacks the capabilities, well signed all the same. */
  private MlsMessage forge(CreatedCommit honest, GroupState alice) {
    FramedContent genuine = ((PublicMessage) honest.message().body()).content();
    Commit commit = (Commit) genuine.content();
    UpdatePath path = commit.path().orElseThrow();
    LeafNode leaf =
        unable
            .leaf(path.leafNode().encryptionKey(), path.leafNode().leafNodeSource())
            .sign(able.suite(), able.signer(), alice.context().groupId(), new LeafIndex(1));
    FramedContent framed =
        new FramedContent(
            genuine.groupId(),
            genuine.epoch(),
            genuine.sender(),
            genuine.authenticatedData(),
            new Commit(commit.proposals(), Optional.of(new UpdatePath(leaf, path.nodes()))));
    AuthenticatedContent signed =
        SignedContent.sign(
                able.suite(), able.signer(), WireFormat.PUBLIC_MESSAGE, framed, alice.context())
            .withTag(new Mac(Bytes.utf8("no tag")));
    return new MlsMessage(new PublicMessage(signed.content(), signed.auth(), Optional.empty()));
  }

  private static ClientContext able(String name) {
    return withFeatures(World.client(name, CredentialValidator.trustBasic()), List.of(TYPE));
  }

  private static ClientContext withFeatures(ClientContext client, List<ExtensionType> types) {
    return new ClientContext(
        client.suite(),
        client.vault(),
        client.signatureKey(),
        client.credential(),
        client.validator(),
        client.psks(),
        client.lifetimes(),
        client.clock(),
        client.window(),
        client.handshakeFormat(),
        client.padding(),
        client.groupPolicy(),
        Features.plain(types, List.of()));
  }
}
