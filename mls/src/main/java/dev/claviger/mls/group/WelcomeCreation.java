package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.LabelledSealer;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.index.LeafIndex;
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
import dev.claviger.mls.wire.Welcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The Welcome to all whom a Commit adds, with the tree inside (RFC 9420 §12.4.3.1). */
final class WelcomeCreation {
  /** Label of the HPKE encryption (§12.4.3.1). */
  static final String LABEL = "Welcome";

  private WelcomeCreation() {}

  static Optional<MlsMessage> create(
      ClientContext client,
      NextEpoch next,
      RatchetTree tree,
      Mac confirmationTag,
      LeafIndex signer,
      ProposalList proposals,
      List<LeafIndex> added,
      Optional<CreatedPath> path) {
    if (added.isEmpty()) {
      return Optional.empty();
    }
    CipherSuite suite = client.suite();
    Extension ratchetTree = new Extension(ExtensionType.RATCHET_TREE, tree.toExtension().encode());
    GroupInfo groupInfo =
        new GroupInfoTbs(next.context(), List.of(ratchetTree), confirmationTag, signer)
            .sign(suite, client.signer());
    Bytes encryptedGroupInfo = next.welcomeSecret().seal(suite, groupInfo.encode());
    LabelledSealer sealer = suite.sealerWithLabel(LABEL, encryptedGroupInfo);
    List<EncryptedGroupSecrets> secrets =
        IntStream.range(0, added.size())
            .parallel()
            .mapToObj(
                i ->
                    seal(
                        suite,
                        sealer,
                        proposals.adds().get(i),
                        new GroupSecrets(
                            next.joinerSecret().value(),
                            path.flatMap(p -> p.pathSecretFor(added.get(i))),
                            proposals.psks())))
            .toList();
    return Optional.of(new MlsMessage(new Welcome(suite.id(), secrets, encryptedGroupInfo)));
  }

  private static EncryptedGroupSecrets seal(
      CipherSuite suite, LabelledSealer sealer, KeyPackage keyPackage, GroupSecrets secrets) {
    try (Secret encoded = secrets.encode()) {
      return new EncryptedGroupSecrets(
          keyPackage.ref(suite), sealer.seal(keyPackage.initKey(), encoded));
    }
  }
}
