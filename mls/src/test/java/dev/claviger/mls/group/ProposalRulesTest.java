package dev.claviger.mls.group;

import static dev.claviger.mls.group.ForgedKeyPackage.extension;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.CustomProposal;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalOrRef;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.ReInit;
import dev.claviger.mls.wire.Remove;
import dev.claviger.mls.wire.RequiredCapabilities;
import dev.claviger.mls.wire.ResumptionPskUsage;
import dev.claviger.mls.wire.Sender;
import dev.claviger.mls.wire.Update;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProposalRulesTest {
  private final World world = new World();
  private final Bytes nonce = Bytes.wrap(new byte[world.suite.hashLength()]);

  @Test
  void referenceToAProposalNobodySent_isRefused() {
    world.assertCommitRefused(
        Rule.PROPOSAL_REFERENCE_IS_KNOWN,
        new Commit(
            List.of(new ProposalOrRef.ByReference(new ProposalRef(Bytes.utf8("which?")))),
            Optional.empty()));
  }

  @Test
  void updateOfTheCommitter_isRefused() {
    world.assertListRefused(Rule.UPDATE_IS_NOT_THE_COMMITTERS, new Update(freshLeaf(world.alice)));
  }

  @Test
  void updateFromOutside_isRefused() {
    Refusals.assertRefused(
        Rule.UPDATE_IS_A_MEMBERS,
        () -> validate(new SentProposal(update(), new Sender.NewMemberProposal())));
  }

  @Test
  void updateWithTheOldKey_isRefused() {
    LeafNode old = world.carol.member(world.carol.self().index());
    LeafNode same = sign(world.carol, old.encryptionKey());
    Refusals.assertRefused(Rule.UPDATE_KEY_IS_NEW, () -> validate(fromCarol(new Update(same))));
  }

  @Test
  void twoUpdatesOfOneLeaf_areRefused() {
    Refusals.assertRefused(
        Rule.LEAF_IS_CHANGED_ONCE, () -> validate(fromCarol(update()), fromCarol(update())));
  }

  @Test
  void updateAndRemoveOfOneLeaf_areRefused() {
    Remove remove = new Remove(world.carol.self().index());
    Refusals.assertRefused(
        Rule.LEAF_IS_CHANGED_ONCE, () -> validate(fromCarol(update()), fromCarol(remove)));
    Refusals.assertRefused(
        Rule.LEAF_IS_CHANGED_ONCE, () -> validate(fromCarol(remove), fromCarol(update())));
  }

  @Test
  void twoRemovesOfOneLeaf_areRefused() {
    Remove remove = new Remove(world.carol.self().index());
    world.assertListRefused(Rule.LEAF_IS_CHANGED_ONCE, remove, remove);
  }

  @Test
  void removeOfABlankLeaf_isRefused() {
    world.assertListRefused(Rule.REMOVE_IS_OF_A_MEMBER, new Remove(new LeafIndex(3)));
    world.assertListRefused(Rule.REMOVE_IS_OF_A_MEMBER, new Remove(new LeafIndex(-1)));
  }

  @Test
  void removeOfTheCommitter_isRefused() {
    world.assertListRefused(
        Rule.REMOVE_IS_NOT_THE_COMMITTER, new Remove(world.alice.self().index()));
  }

  @Test
  void pskThatComesTwice_isRefused() {
    PreSharedKey psk = new PreSharedKey(new PreSharedKeyId.External(Bytes.utf8("k"), nonce));
    world.assertListRefused(Rule.PSK_IS_INJECTED_ONCE, psk, psk);
  }

  @Test
  void pskNonceOfTheWrongLength_isRefused() {
    world.assertListRefused(
        Rule.PSK_NONCE_FITS,
        new PreSharedKey(new PreSharedKeyId.External(Bytes.utf8("k"), Bytes.utf8("short"))));
  }

  @Test
  void pskForBranchingInACommit_isRefused() {
    world.assertListRefused(
        Rule.BRANCH_PSK_STAYS_THERE,
        new PreSharedKey(
            new PreSharedKeyId.Resumption(
                ResumptionPskUsage.BRANCH, world.alice.context().groupId(), 0, nonce)));
  }

  @Test
  void pskThatNobodyHas_isRefused() {
    world.assertListRefused(
        Rule.PSK_IS_AVAILABLE,
        new PreSharedKey(new PreSharedKeyId.External(Bytes.utf8("k"), nonce)));
  }

  @Test
  void twoGroupContextExtensions_areRefused() {
    GroupContextExtensions none = new GroupContextExtensions(List.of());
    world.assertListRefused(Rule.GROUP_CONTEXT_EXTENSIONS_COME_ONCE, none, none);
  }

  @Test
  void groupExtensionThatAMemberLacks_isRefused() {
    world.assertListRefused(
        Rule.LEAF_SUPPORTS_GROUP_EXTENSIONS,
        new GroupContextExtensions(List.of(extension(0xF000))));
  }

  @Test
  void requiredCapabilityThatAMemberLacks_isRefused() {
    world.assertListRefused(Rule.MEMBERS_MEET_NEW_REQUIREMENTS, requireX509());
  }

  @Test
  void requiredCapabilityThatAJoinerLacks_isRefused() {
    GroupState erin =
        GroupState.create(
            World.client("erin", World.lenient(CredentialType.BASIC, CredentialType.X509)),
            GroupState.randomGroupId(world.suite));
    Refusals.assertRefused(
        Rule.LEAF_HAS_REQUIRED_CREDENTIALS,
        () -> world.commit(erin, requireX509(), new Add(new ForgedKeyPackage().build())));
  }

  @Test
  void requiredExtensionThatAJoinerLacks_isRefused() {
    ExtensionType extension = new ExtensionType(0xF000);
    assertJoinerRefused(
        Rule.LEAF_HAS_REQUIRED_EXTENSIONS,
        Features.plain(List.of(extension), List.of()),
        new RequiredCapabilities(List.of(extension), List.of(), List.of()));
  }

  @Test
  void requiredProposalThatAJoinerLacks_isRefused() {
    ProposalType proposal = new ProposalType(0xF00D);
    assertJoinerRefused(
        Rule.LEAF_HAS_REQUIRED_PROPOSALS,
        Features.plain(List.of(), List.of(proposal)),
        new RequiredCapabilities(List.of(), List.of(proposal), List.of()));
  }

  @Test
  void updateWhoseLeafIsNotAnUpdates_isRefused() {
    LeafNode leaf =
        sign(
            world.carol,
            world.carolClient.generateLeafKey().asHpkeKeyPair().publicKey(),
            new LeafNodeSource.Commit(Bytes.empty()));
    Refusals.assertRefused(
        Rule.UPDATE_LEAF_SOURCE_FITS, () -> validate(fromCarol(new Update(leaf))));
  }

  @Test
  void updateThatTakesAnothersName_isRefused() {
    ClientContext mallory =
        world.carolClient.withIdentity(
            new Identity(world.carolClient.signatureKey(), Credential.basic("mallory")));
    LeafNode leaf =
        mallory
            .leaf(
                mallory.generateLeafKey().asHpkeKeyPair().publicKey(), new LeafNodeSource.Update())
            .sign(
                world.suite,
                mallory.signer(),
                world.carol.context().groupId(),
                world.carol.self().index());
    EpochView strict =
        new PublicEpoch(
            world.bobClient.withValidator(World.lenient(CredentialType.BASIC)).policy(),
            world.bob.context(),
            world.bob.tree(),
            world.bob.confirmationTag(),
            world.bob.interimTranscriptHash(),
            Optional.empty());
    Refusals.assertRefused(
        Rule.CREDENTIAL_SUCCEEDS,
        () ->
            ProposalList.validate(
                strict, world.alice.self().index(), List.of(fromCarol(new Update(leaf)))));
  }

  @Test
  void morePsksThanCanBeCounted_areRefused() {
    PreSharedKey psk = new PreSharedKey(new PreSharedKeyId.External(Bytes.utf8("k"), nonce));
    world.assertCommitRefused(
        Rule.PSK_COUNT_FITS,
        World.forge(Optional.empty(), Collections.nCopies(0x10000, psk).toArray(Proposal[]::new)));
  }

  @Test
  void pskForReInitInACommit_isRefused() {
    world.assertListRefused(
        Rule.REINIT_PSK_STAYS_THERE,
        new PreSharedKey(
            new PreSharedKeyId.Resumption(
                ResumptionPskUsage.REINIT, world.alice.context().groupId(), 0, nonce)));
  }

  @Test
  void reInitWithAnotherProposal_isRefused() {
    world.assertListRefused(
        Rule.REINIT_STANDS_ALONE, reInit(1), new Remove(world.carol.self().index()));
  }

  @Test
  void reInitToAnOlderVersion_isRefused() {
    world.assertListRefused(Rule.REINIT_VERSION_IS_NOT_LOWER, reInit(0));
  }

  @Test
  void externalInitInARegularCommit_isRefused() {
    world.assertListRefused(
        Rule.EXTERNAL_INIT_IS_EXTERNAL, new ExternalInit(Bytes.utf8("kem output")));
  }

  @Test
  void proposalTypeNobodyKnows_isRefused() {
    world.assertListRefused(
        Rule.PROPOSAL_TYPE_IS_SUPPORTED,
        new CustomProposal(new ProposalType(0xF00D), Bytes.empty()));
  }

  private void assertJoinerRefused(
      Rule rule, Features founders, RequiredCapabilities requirements) {
    ClientContext erin = World.client("erin", World.lenient(CredentialType.BASIC), founders);
    GroupState group =
        GroupState.create(
            erin,
            GroupState.randomGroupId(world.suite),
            List.of(new Extension(ExtensionType.REQUIRED_CAPABILITIES, requirements.encode())));
    Refusals.assertRefused(
        rule, () -> world.commit(group, new Add(new ForgedKeyPackage().build())));
  }

  private static GroupContextExtensions requireX509() {
    return require(new RequiredCapabilities(List.of(), List.of(), List.of(CredentialType.X509)));
  }

  private static GroupContextExtensions require(RequiredCapabilities required) {
    return new GroupContextExtensions(
        List.of(new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode())));
  }

  private static ReInit reInit(int version) {
    return new ReInit(
        new GroupId(Bytes.utf8("new")),
        new ProtocolVersion(version),
        new CipherSuiteId(2),
        List.of());
  }

  private Update update() {
    return new Update(freshLeaf(world.carol));
  }

  private static LeafNode freshLeaf(GroupState state) {
    return sign(state, state.client().generateLeafKey().asHpkeKeyPair().publicKey());
  }

  private static LeafNode sign(GroupState state, HpkePublicKey encryptionKey) {
    return sign(state, encryptionKey, new LeafNodeSource.Update());
  }

  private static LeafNode sign(
      GroupState state, HpkePublicKey encryptionKey, LeafNodeSource source) {
    return state
        .client()
        .leaf(encryptionKey, source)
        .sign(
            state.client().suite(),
            state.client().signer(),
            state.context().groupId(),
            state.self().index());
  }

  private SentProposal fromCarol(Proposal proposal) {
    return new SentProposal(proposal, new Sender.Member(world.carol.self().index()));
  }

  private void validate(SentProposal... proposals) {
    ProposalList.validate(world.bob, world.alice.self().index(), List.of(proposals));
  }
}
