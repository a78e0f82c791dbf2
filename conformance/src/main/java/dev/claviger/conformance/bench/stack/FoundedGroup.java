package dev.claviger.conformance.bench.stack;

import dev.claviger.conformance.peers.BasicBesideX509;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.schedule.EpochSecrets;
import dev.claviger.mls.schedule.JoinerSecret;
import dev.claviger.mls.schedule.MemberSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.schedule.WelcomeSecret;
import dev.claviger.mls.tree.CreatedPath;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.EncryptedGroupSecrets;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ExternalPub;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.GroupInfoTbs;
import dev.claviger.mls.wire.GroupSecrets;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeContent;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A group that nobody had to live through: its tree is made by the paths of those who committed,
 * without their messages, and any stack joins it by a Welcome. So a fully committed tree of
 * thousands costs n log n key derivations instead of n² messages, and all stacks measure the same
 * tree. Leaf 0 committed last.
 */
public final class FoundedGroup {
  /** Label of the HPKE encryption (RFC 9420 §12.4.3.1). */
  private static final String WELCOME_LABEL = "Welcome";

  private static final LeafIndex LAST_COMMITTER = new LeafIndex(0);

  private final CipherSuite suite;
  private final KeyVault vault = SoftwareVault.create();
  private final GroupId groupId;
  private final List<VaultKey> signers = new ArrayList<>();
  private RatchetTree tree;

  private FoundedGroup(CipherSuite suite) {
    this.suite = suite;
    this.groupId = new GroupId(suite.randomBytes(16));
    this.tree = RatchetTree.ofCreator(suite, passive().leafNode());
  }

  /** One passive member, leaf 0. */
  public static FoundedGroup of(CipherSuite suite) {
    return new FoundedGroup(suite);
  }

  /** Someone else becomes a member, the last, by a KeyPackage of some stack. */
  public FoundedGroup add(byte[] keyPackage) {
    TreeEdit edit = tree.edit();
    edit.add(decode(keyPackage).leafNode());
    tree = edit.freeze();
    signers.add(null);
    return this;
  }

  /** So many more passive members. */
  public FoundedGroup addPassive(int count) {
    TreeEdit edit = tree.edit();
    for (int i = 0; i < count; i++) {
      edit.add(passive().leafNode());
    }
    tree = edit.freeze();
    return this;
  }

  /** The last member is no more. */
  public FoundedGroup removeLast() {
    TreeEdit edit = tree.edit();
    edit.remove(new LeafIndex(signers.size() - 1));
    edit.truncate();
    tree = edit.freeze();
    signers.remove(signers.size() - 1);
    return this;
  }

  /** So many passive members commit that no node is blank. */
  public FoundedGroup commitAll() {
    for (int leaf = signers.size() - 1; leaf > 0; leaf--) {
      boolean covered = leaf % 2 == 1 && signers.get(leaf - 1) != null;
      if (signers.get(leaf) != null && !covered) {
        commit(new LeafIndex(leaf)).discard();
      }
    }
    return this;
  }

  /**
   * The passive member nearest to the last one commits, who is new: where no node was blank before,
   * none is now.
   */
  public FoundedGroup commitBesideLast() {
    for (int leaf = signers.size() - 1; leaf > 0; leaf--) {
      if (signers.get(leaf) != null) {
        commit(new LeafIndex(leaf)).discard();
        return this;
      }
    }
    return this;
  }

  /**
   * Leaf 0 commits, and everyone who is told here gets what such a Commit's Welcome gives: the
   * epoch, and the path secrets above it.
   */
  public byte[] welcome(List<byte[]> keyPackages) {
    try (CreatedPath path = commit(LAST_COMMITTER);
        JoinerSecret joiner = new JoinerSecret(suite.randomSecret(suite.hashLength()));
        PskSecret psks = PskSecret.none(suite);
        MemberSecret member = joiner.withPsks(suite, psks);
        WelcomeSecret welcome = member.welcome(suite)) {
      GroupContext context =
          new GroupContext(
              suite.id(),
              groupId,
              signers.size(),
              tree.rootHash(),
              suite.randomBytes(suite.hashLength()),
              List.of());
      Bytes groupInfo = welcome.seal(suite, groupInfo(context, member).encode());
      List<EncryptedGroupSecrets> secrets = new ArrayList<>();
      for (byte[] encoded : keyPackages) {
        KeyPackage keyPackage = decode(encoded);
        LeafIndex at = tree.find(keyPackage.leafNode()).orElseThrow();
        Secret plain = new GroupSecrets(joiner.value(), path.pathSecretFor(at), List.of()).encode();
        secrets.add(
            new EncryptedGroupSecrets(
                keyPackage.ref(suite),
                suite.sealerWithLabel(WELCOME_LABEL, groupInfo).seal(keyPackage.initKey(), plain)));
      }
      Bytes message = new MlsMessage(new Welcome(suite.id(), secrets, groupInfo)).encode();
      return message.toByteArray();
    }
  }

  /** The encoding of a KeyPackage of someone who is gone. */
  public static byte[] strangersKeyPackage(CipherSuite suite) {
    return new MlsMessage(new FoundedGroup(suite).passive()).encode().toByteArray();
  }

  private GroupInfo groupInfo(GroupContext context, MemberSecret member) {
    try (EpochSecrets secrets = member.epoch(suite, context)) {
      List<Extension> extensions =
          List.of(
              new Extension(ExtensionType.RATCHET_TREE, tree.toExtension().encode()),
              new Extension(
                  ExtensionType.EXTERNAL_PUB,
                  new ExternalPub(secrets.externalPub(suite)).encode()));
      return new GroupInfoTbs(
              context,
              extensions,
              secrets.confirmationTag(suite, context.confirmedTranscriptHash()),
              LAST_COMMITTER)
          .sign(suite, signers.get(0).privateKey());
    }
  }

  private CreatedPath commit(LeafIndex committer) {
    LeafNode leaf = tree.leaf(committer).orElseThrow();
    VaultKey fresh = vault.generate(KeyPurpose.LEAF, suite.kem());
    CreatedPath path =
        CreatedPath.create(
            tree.edit(),
            committer,
            new LeafNodeContent(
                fresh.asHpkeKeyPair().publicKey(),
                leaf.signatureKey(),
                leaf.credential(),
                leaf.capabilities(),
                leaf.leafNodeSource(),
                leaf.extensions()),
            groupId,
            signers.get(committer.value()).privateKey(),
            DerivedKeys.software());
    vault.destroy(fresh.ref());
    tree = path.tree();
    return path;
  }

  /** Its signature key stays, to commit with. */
  private KeyPackage passive() {
    VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    signers.add(signer);
    try (MlsClient client =
        MlsClient.builder()
            .suite(suite)
            .credential(Credential.basic("passive " + signers.size()))
            .validator(new BasicBesideX509())
            .vault(vault)
            .signatureKey(signer)
            .withoutGrease()
            .build()) {
      return client.keyPackage();
    }
  }

  private static KeyPackage decode(byte[] keyPackage) {
    return (KeyPackage) MlsMessage.decode(Bytes.copyOf(keyPackage)).body();
  }
}
