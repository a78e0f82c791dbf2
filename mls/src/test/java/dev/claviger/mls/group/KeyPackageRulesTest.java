package dev.claviger.mls.group;

import static dev.claviger.mls.group.ForgedKeyPackage.extension;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.TestAuthority;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.Certificate;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.Lifetime;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.ProtocolVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPackageRulesTest {
  private final World world = new World();
  private final ForgedKeyPackage forged = new ForgedKeyPackage();

  @Test
  void keyPackageWithoutFault_isAccepted() {
    world.commit(world.alice, new Add(forged.build()));
  }

  @Test
  void leafSignatureThatDoesNotVerify_isRefused() {
    forged.breakLeafSignature = true;
    assertRefused(Rule.LEAF_SIGNATURE_VERIFIES, forged);
  }

  @Test
  void keyPackageSignatureThatDoesNotVerify_isRefused() {
    forged.breakSignature = true;
    assertRefused(Rule.KEY_PACKAGE_SIGNATURE_VERIFIES, forged);
  }

  @Test
  void leafOfAnUpdateInAKeyPackage_isRefused() {
    forged.source = new LeafNodeSource.Update();
    assertRefused(Rule.KEY_PACKAGE_LEAF_SOURCE_FITS, forged);
  }

  @Test
  void leafThatDoesNotListItsCredentialType_isRefused() {
    forged.capabilities = forged.supporting(List.of(), List.of(CredentialType.X509));
    assertRefused(Rule.LEAF_SUPPORTS_OWN_CREDENTIAL, forged);
  }

  @Test
  void leafThatDoesNotListItsExtensions_isRefused() {
    forged.leafExtensions = List.of(extension(0xF000));
    assertRefused(Rule.LEAF_SUPPORTS_OWN_EXTENSIONS, forged);
  }

  @Test
  void leafThatListsItsExtensions_isAccepted() {
    forged.leafExtensions = List.of(extension(0xF000));
    forged.capabilities =
        forged.supporting(List.of(new ExtensionType(0xF000)), List.of(CredentialType.BASIC));
    world.commit(world.alice, new Add(forged.build()));
  }

  @Test
  void leafWithoutTheGroupsSuite_isRefused() {
    forged.capabilities = new Capabilities(List.of(), List.of(), List.of(), List.of(), List.of());
    assertRefused(Rule.LEAF_SUPPORTS_GROUP, forged);
  }

  @Test
  void credentialTypeThatAMemberLacks_isRefused() {
    CredentialType other = new CredentialType(0xF002);
    forged.credential = new Credential.Unknown(other, Bytes.utf8("x"));
    forged.capabilities = forged.supporting(List.of(), List.of(CredentialType.BASIC, other));
    GroupState lenient =
        GroupState.create(
            World.client("erin", World.lenient(CredentialType.BASIC)),
            GroupState.randomGroupId(world.suite));
    Refusals.assertRefused(
        Rule.CREDENTIAL_TYPE_IS_SUPPORTED_BY_ALL,
        () -> world.commit(lenient, new Add(forged.build())));
  }

  @Test
  void credentialTheValidatorRejects_isRefused() {
    forged.credential = Credential.basic("mallory");
    GroupState lenient =
        GroupState.create(
            World.client("erin", World.lenient(CredentialType.BASIC)),
            GroupState.randomGroupId(world.suite));
    Refusals.assertRefused(
        Rule.CREDENTIAL_IS_VALID, () -> world.commit(lenient, new Add(forged.build())));
  }

  @Test
  void keyPackageOutsideItsLifetime_isRefused() {
    forged.source = new LeafNodeSource.KeyPackage(new Lifetime(0, 1000));
    assertRefused(Rule.LIFETIME_IS_CURRENT, forged);
  }

  @Test
  void lifetimeThatEndsBeforeItBegins_isRefused() {
    long now = java.time.Instant.now().getEpochSecond();
    forged.source = new LeafNodeSource.KeyPackage(new Lifetime(now + 10, now - 10));
    assertRefused(Rule.LIFETIME_IS_A_RANGE, forged);
  }

  @Test
  void joinerWhoLacksACredentialTypeInUse_isRefused() {
    CredentialType other = new CredentialType(0xF002);
    forged.credential = new Credential.Unknown(other, Bytes.utf8("x"));
    forged.capabilities = forged.supporting(List.of(), List.of(other));
    GroupState lenient =
        GroupState.create(
            World.client("erin", World.lenient(CredentialType.BASIC, other)),
            GroupState.randomGroupId(world.suite));
    Refusals.assertRefused(
        Rule.CREDENTIAL_TYPES_IN_USE_ARE_SUPPORTED,
        () -> world.commit(lenient, new Add(forged.build())));
  }

  @Test
  void certificateOfAnotherKey_isRefused_whateverTheValidatorSays() throws Exception {
    Bytes another = Bytes.copyOf(new TestAuthority("another").selfSigned().getEncoded());
    forged.credential = new Credential.X509(List.of(new Certificate(another)));
    forged.capabilities =
        forged.supporting(List.of(), List.of(CredentialType.BASIC, CredentialType.X509));
    assertRefused(Rule.X509_KEY_IS_THE_SIGNATURE_KEY, forged);
    forged.credential = new Credential.X509(List.of(new Certificate(Bytes.utf8("garbage"))));
    assertRefused(Rule.X509_KEY_IS_THE_SIGNATURE_KEY, forged);
    forged.credential = new Credential.X509(List.of());
    assertRefused(Rule.X509_KEY_IS_THE_SIGNATURE_KEY, forged);
  }

  @Test
  void encryptionKeyThatSignsForAMember_isRefused() {
    forged.encryptionKey =
        new HpkePublicKey(
            world.carolClient.signatureKey().asSignatureKeyPair().publicKey().value());
    assertRefused(Rule.KEYS_HAVE_ONE_USE, forged);
  }

  @Test
  void keyPackageOfAnotherVersion_isRefused() {
    forged.version = new ProtocolVersion(2);
    assertRefused(Rule.KEY_PACKAGE_VERSION_FITS, forged);
    MlsMessage message = new MlsMessage(forged.build());
    Refusals.assertDecodeRefused(
        Rule.KEY_PACKAGE_VERSION_IS_ITS_MESSAGES, () -> MlsMessage.decode(message.encode()));
  }

  @Test
  void foundingWithALesserSuiteThanAllSupport_isRefused() {
    CipherSuiteId better = new CipherSuiteId(7);
    ClientContext choosy =
        World.client(
            "erin",
            World.lenient(CredentialType.BASIC),
            Features.plain(List.of(), List.of()).withSuites(List.of(better, world.suite.id())));
    GroupState founder = GroupState.create(choosy, GroupState.randomGroupId(world.suite));
    Add lesser = new Add(new ForgedKeyPackage().build());
    forged.capabilities =
        new Capabilities(
            List.of(ProtocolVersion.MLS10),
            List.of(world.suite.id(), better),
            List.of(),
            List.of(),
            List.of(CredentialType.BASIC));
    Add both = new Add(forged.build());
    Refusals.assertRefused(Rule.GROUP_SUITE_IS_THE_BEST, () -> world.commit(founder, both));
    world.commit(founder, both, lesser);
  }

  @Test
  void keyPackageThatLivesTooLong_isRefused() {
    forged.source = new LeafNodeSource.KeyPackage(new Lifetime(0, -1));
    assertRefused(Rule.LIFETIME_IS_ACCEPTABLE, forged);
  }

  @Test
  void extensionThatComesTwice_isRefused() {
    forged.extensions = List.of(extension(0xF000), extension(0xF000));
    assertRefused(Rule.EXTENSIONS_ARE_UNIQUE, forged);
  }

  @Test
  void keyPackageOfAnotherSuite_isRefused() {
    forged.suite = new CipherSuiteId(1);
    assertRefused(Rule.KEY_PACKAGE_SUITE_FITS, forged);
  }

  @Test
  void keyOfTheWrongLength_isRefused() {
    forged.encryptionKey = new HpkePublicKey(Bytes.utf8("short"));
    assertRefused(Rule.PUBLIC_KEYS_FIT_SUITE, forged);
    ForgedKeyPackage other = new ForgedKeyPackage();
    other.initPublicKey = new HpkePublicKey(Bytes.utf8("short"));
    assertRefused(Rule.PUBLIC_KEYS_FIT_SUITE, other);
  }

  @Test
  void initKeyThatIsTheLeafKey_isRefused() {
    forged.initPublicKey = forged.encryptionKey;
    assertRefused(Rule.KEY_PACKAGE_INIT_KEY_DIFFERS, forged);
  }

  @Test
  void twoJoinersWithOneEncryptionKey_areRefused() {
    ForgedKeyPackage second = new ForgedKeyPackage();
    second.encryptionKey = forged.encryptionKey;
    world.assertListRefused(
        Rule.ENCRYPTION_KEYS_ARE_UNIQUE, new Add(forged.build()), new Add(second.build()));
  }

  @Test
  void twoKeyPackagesOfOneClient_areRefused() {
    ForgedKeyPackage second = new ForgedKeyPackage();
    second.signer = forged.signer;
    world.assertListRefused(
        Rule.ADD_IS_OF_ONE_CLIENT, new Add(forged.build()), new Add(second.build()));
  }

  @Test
  void keyPackageOfAMember_isRefused() {
    world.assertListRefused(
        Rule.ADD_IS_NOT_OF_A_MEMBER,
        new Add(KeyPackageKeys.generate(world.carolClient).keyPackage()));
  }

  @Test
  void keyPackageOfAMemberWhoIsRemoved_isAccepted() {
    world.commit(
        world.alice,
        new dev.claviger.mls.wire.Remove(world.carol.self().index()),
        new Add(KeyPackageKeys.generate(world.carolClient).keyPackage()));
  }

  private void assertRefused(Rule rule, ForgedKeyPackage keyPackage) {
    world.assertListRefused(rule, new Add(keyPackage.build()));
  }
}
