package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.KeyPackageTbs;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.LeafNodeContent;
import dev.claviger.mls.wire.LeafNodeSource;
import dev.claviger.mls.wire.Lifetime;
import dev.claviger.mls.wire.ProtocolVersion;
import java.time.Instant;
import java.util.List;

/** A KeyPackage that is fine unless one asks for a fault; all its signatures are. */
final class ForgedKeyPackage {
  final ClientContext client = World.client("dave", World.lenient(CredentialType.BASIC));
  final VaultKey initKey = client.vault().generate(KeyPurpose.INIT, client.suite().kem());
  final VaultKey leafKey = client.generateLeafKey();

  HpkePublicKey initPublicKey = initKey.asHpkeKeyPair().publicKey();
  HpkePublicKey encryptionKey = leafKey.asHpkeKeyPair().publicKey();
  VaultKey signer = client.signatureKey();
  Credential credential = Credential.basic("dave");
  CipherSuiteId suite = client.suite().id();
  ProtocolVersion version = ProtocolVersion.MLS10;
  Capabilities capabilities = client.capabilities();
  LeafNodeSource source =
      new LeafNodeSource.KeyPackage(
          new Lifetime(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 3600));
  List<Extension> leafExtensions = List.of();
  List<Extension> extensions = List.of();
  boolean breakLeafSignature;
  boolean breakSignature;

  static Extension extension(int type) {
    return new Extension(new ExtensionType(type), Bytes.utf8("x"));
  }

  Capabilities supporting(List<ExtensionType> types, List<CredentialType> credentials) {
    return new Capabilities(
        List.of(ProtocolVersion.MLS10),
        List.of(client.suite().id()),
        types,
        List.of(),
        credentials);
  }

  KeyPackage build() {
    LeafNodeContent content =
        new LeafNodeContent(
            encryptionKey,
            signer.asSignatureKeyPair().publicKey(),
            credential,
            capabilities,
            source,
            leafExtensions);
    Bytes leafSignature =
        breakLeafSignature
            ? Bytes.utf8("no signature")
            : client.suite().signWithLabel(signer.privateKey(), "LeafNodeTBS", content.encode());
    KeyPackage keyPackage =
        new KeyPackageTbs(
                version, suite, initPublicKey, new LeafNode(content, leafSignature), extensions)
            .sign(client.suite(), signer.privateKey());
    return breakSignature
        ? new KeyPackage(keyPackage.tbs(), Bytes.utf8("no signature"))
        : keyPackage;
  }
}
