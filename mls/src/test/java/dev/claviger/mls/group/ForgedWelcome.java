package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.schedule.JoinerSecret;
import dev.claviger.mls.schedule.MemberSecret;
import dev.claviger.mls.schedule.PskSecret;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.tree.TreeEdit;
import dev.claviger.mls.wire.EncryptedGroupSecrets;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.GroupContext;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.GroupInfoTbs;
import dev.claviger.mls.wire.GroupSecrets;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A Welcome from Alice to Dave that is fine unless one asks for a fault; it decrypts. */
final class ForgedWelcome {
  final World world;
  final ClientContext daveClient =
      World.client("dave", dev.claviger.mls.spi.CredentialValidator.trustBasic());
  final KeyPackageKeys daveKeys = KeyPackageKeys.generate(daveClient);

  CipherSuiteId contextSuite;
  List<Extension> contextExtensions = List.of();
  boolean treeInside = true;
  boolean daveInTree = true;
  boolean confirmed = true;
  boolean hashed = true;
  Consumer<List<Optional<Node>>> treeChange = nodes -> {};
  LeafIndex signer;
  VaultKey signerKey;
  Optional<Secret> pathSecret = Optional.empty();
  Origins origins = Origins.NONE;
  List<PreSharedKeyId> psks = List.of();
  Secret psk;
  long epoch;

  ForgedWelcome(World world) {
    this.world = world;
    contextSuite = world.suite.id();
    epoch = world.alice.context().epoch() + 1;
    psk = Secret.zeros(world.suite.hashLength());
    signer = world.alice.self().index();
    signerKey = world.aliceClient.signatureKey();
  }

  Welcome build() {
    CipherSuite suite = world.suite;
    RatchetTreeExtension tree = tree();
    GroupContext context =
        new GroupContext(
            contextSuite,
            world.alice.context().groupId(),
            epoch,
            hashed ? treeHash(tree) : Bytes.utf8("no hash"),
            Bytes.utf8("transcript"),
            contextExtensions);
    JoinerSecret joiner = new JoinerSecret(Secret.zeros(suite.hashLength()));
    MemberSecret member = joiner.withPsks(suite, pskSecret(suite));
    Mac tag =
        confirmed
            ? member.epoch(suite, context).confirmationTag(suite, Bytes.utf8("transcript"))
            : new Mac(Bytes.utf8("no tag"));
    List<Extension> extensions =
        treeInside ? List.of(new Extension(ExtensionType.RATCHET_TREE, tree.encode())) : List.of();
    GroupInfo groupInfo =
        new GroupInfoTbs(context, extensions, tag, signer).sign(suite, signerKey.privateKey());
    Bytes encrypted = member.welcome(suite).seal(suite, groupInfo.encode());
    Secret secrets = new GroupSecrets(joiner.value(), pathSecret, psks).encode();
    return new Welcome(
        suite.id(),
        List.of(
            new EncryptedGroupSecrets(
                daveKeys.keyPackage().ref(suite),
                suite
                    .sealerWithLabel(WelcomeCreation.LABEL, encrypted)
                    .seal(daveKeys.keyPackage().initKey(), secrets))),
        encrypted);
  }

  GroupState join() {
    return join(build());
  }

  GroupState join(Welcome welcome) {
    return Joining.join(daveClient, daveKeys, welcome, Optional.empty(), id -> false, origins);
  }

  private PskSecret pskSecret(CipherSuite suite) {
    return PskSecret.of(suite, psks.stream().map(id -> new PskSecret.Psk(id, psk)).toList());
  }

  private RatchetTreeExtension tree() {
    TreeEdit edit = world.alice.tree().edit();
    if (daveInTree) {
      edit.add(daveKeys.keyPackage().leafNode());
    }
    List<Optional<Node>> nodes = new ArrayList<>(edit.freeze().toExtension().nodes());
    treeChange.accept(nodes);
    return new RatchetTreeExtension(nodes);
  }

  /** Of a tree that may be beyond hashing. */
  private Bytes treeHash(RatchetTreeExtension tree) {
    try {
      return RatchetTree.of(world.suite, tree).rootHash();
    } catch (dev.claviger.mls.rule.ValidationException e) {
      return Bytes.utf8("no hash");
    }
  }
}
