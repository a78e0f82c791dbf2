package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.Group;
import dev.claviger.mls.Member;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeContent;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.Lifetime;
import dev.claviger.mls.wire.ProtocolVersion;
import java.util.List;

/** Leaves made outside of any group, or beside one. */
final class Leaves {
  private static final Lifetime LIFETIME = new Lifetime(0, Long.MAX_VALUE);

  private Leaves() {}

  /** A leaf with which a member could update itself. */
  static LeafNode update(Group group, CipherSuite suite, SeededRandom random) {
    Member self = group.epoch().self();
    PublishedKey signer = PublishedKey.signature(suite, random);
    return new LeafNodeContent(
            PublishedKey.hpke(suite, random).hpkePublicKey(),
            signer.signaturePublicKey(),
            self.credential(),
            self.capabilities(),
            new LeafNodeSource.Update(),
            List.of())
        .sign(suite, signer.privateKey(), group.groupId(), self.index());
  }

  /** A leaf as a KeyPackage has it. */
  static LeafNode fresh(
      CipherSuite suite, String name, PublishedKey encryptionKey, PublishedKey signer) {
    return content(suite, name, encryptionKey, signer).sign(suite, signer.privateKey());
  }

  static LeafNodeContent content(
      CipherSuite suite, String name, PublishedKey encryptionKey, PublishedKey signer) {
    return new LeafNodeContent(
        encryptionKey.hpkePublicKey(),
        signer.signaturePublicKey(),
        Credential.basic(name),
        new Capabilities(
            List.of(ProtocolVersion.MLS10),
            List.of(suite.id()),
            List.of(),
            List.of(),
            List.of(CredentialType.BASIC)),
        new LeafNodeSource.KeyPackage(LIFETIME),
        List.of());
  }
}
