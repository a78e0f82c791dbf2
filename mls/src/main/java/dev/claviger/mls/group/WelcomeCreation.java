package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.LabelledSealer;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Parallel;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.schedule.WelcomeSecret;
import dev.claviger.mls.tree.CreatedPath;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.EncryptedGroupSecrets;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.GroupInfoTbs;
import dev.claviger.mls.wire.GroupSecrets;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.Mac;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKeyId;
import dev.claviger.mls.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Welcome, or Welcomes, to those whom a Commit adds (RFC 9420 §12.4.3.1). */
final class WelcomeCreation {
  /** Label of the HPKE encryption (§12.4.3.1). */
  static final String LABEL = "Welcome";

  private final ClientContext client;
  private final NextEpoch next;
  private final RatchetTree tree;
  private final Mac confirmationTag;
  private final LeafIndex signer;
  private final WelcomeForm form;

  /**
   * @param client who signs, as it is in the next epoch
   */
  WelcomeCreation(
      ClientContext client,
      NextEpoch next,
      RatchetTree tree,
      Mac confirmationTag,
      LeafIndex signer,
      WelcomeForm form) {
    this.client = client;
    this.next = next;
    this.tree = tree;
    this.confirmationTag = confirmationTag;
    this.signer = signer;
    this.form = form;
  }

  private record Joiner(KeyPackage keyPackage, LeafIndex leaf) {}

  /** None if nobody is added. */
  List<MlsMessage> create(
      List<KeyPackage> adds,
      List<PreSharedKeyId> psks,
      List<LeafIndex> added,
      Optional<CreatedPath> path) {
    if (added.isEmpty()) {
      return List.of();
    }
    CipherSuite suite = client.suite();
    GroupInfo groupInfo =
        new GroupInfoTbs(next.context(), extensions(), confirmationTag, signer)
            .sign(suite, client.signer());
    Bytes encryptedGroupInfo = seal(suite, groupInfo);
    LabelledSealer sealer = suite.sealerWithLabel(LABEL, encryptedGroupInfo);
    List<Joiner> joiners = new ArrayList<>(added.size());
    for (int i = 0; i < added.size(); i++) {
      joiners.add(new Joiner(adds.get(i), added.get(i)));
    }
    List<EncryptedGroupSecrets> secrets =
        Parallel.map(
            joiners,
            joiner ->
                seal(
                    suite,
                    sealer,
                    joiner.keyPackage(),
                    new GroupSecrets(
                        next.joinerSecret().value(),
                        path.flatMap(p -> p.pathSecretFor(joiner.leaf())),
                        psks)));
    return form.onePerJoiner()
        ? Lists.map(secrets, one -> message(List.of(one), encryptedGroupInfo))
        : List.of(message(secrets, encryptedGroupInfo));
  }

  private Bytes seal(CipherSuite suite, GroupInfo groupInfo) {
    try (WelcomeSecret secret = next.memberSecret().welcome(suite)) {
      return secret.seal(suite, groupInfo.encode());
    }
  }

  private List<Extension> extensions() {
    List<Extension> extensions = new ArrayList<>(form.extensions());
    client.features().extensions(client.suite()).stream()
        .filter(e -> Extension.find(extensions, e.extensionType()).isEmpty())
        .forEach(extensions::add);
    if (form.treeInside()) {
      extensions.add(new Extension(ExtensionType.RATCHET_TREE, tree.toExtension().encode()));
    }
    LeafNodeCheck.extensionsAreUnique(extensions);
    return extensions;
  }

  private MlsMessage message(List<EncryptedGroupSecrets> secrets, Bytes encryptedGroupInfo) {
    return new MlsMessage(new Welcome(client.suite().id(), secrets, encryptedGroupInfo));
  }

  private static EncryptedGroupSecrets seal(
      CipherSuite suite, LabelledSealer sealer, KeyPackage keyPackage, GroupSecrets secrets) {
    try (Secret encoded = secrets.encode()) {
      return new EncryptedGroupSecrets(
          keyPackage.ref(suite), sealer.seal(keyPackage.initKey(), encoded));
    }
  }
}
