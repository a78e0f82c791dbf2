package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import java.security.PrivateKey;
import java.util.List;

/**
 * A {@link LeafNode} without its signature, and what that signature covers (RFC 9420 §7.2).
 *
 * <pre>
 * struct {
 *     HPKEPublicKey encryption_key;
 *     SignaturePublicKey signature_key;
 *     Credential credential;
 *     Capabilities capabilities;
 *
 *     LeafNodeSource leaf_node_source;
 *     select (LeafNodeTBS.leaf_node_source) {
 *         case key_package:
 *             Lifetime lifetime;
 *
 *         case update:
 *             struct{};
 *
 *         case commit:
 *             opaque parent_hash&lt;V&gt;;
 *     };
 *
 *     Extension extensions&lt;V&gt;;
 *
 *     select (LeafNodeTBS.leaf_node_source) {
 *         case key_package:
 *             struct{};
 *
 *         case update:
 *             opaque group_id&lt;V&gt;;
 *             uint32 leaf_index;
 *
 *         case commit:
 *             opaque group_id&lt;V&gt;;
 *             uint32 leaf_index;
 *     };
 * } LeafNodeTBS;
 * </pre>
 */
public record LeafNodeContent(
    HpkePublicKey encryptionKey,
    SignaturePublicKey signatureKey,
    Credential credential,
    Capabilities capabilities,
    LeafNodeSource leafNodeSource,
    List<Extension> extensions)
    implements TlsStruct {
  /** The label of the signature (§17.6). */
  static final String LABEL = "LeafNodeTBS";

  /** Bytes of a place in a group, about. */
  private static final int PLACE = 64;

  public LeafNodeContent {
    extensions = List.copyOf(extensions);
  }

  public static LeafNodeContent read(TlsReader r) {
    return new LeafNodeContent(
        ProviderStructs.readHpkePublicKey(r, "LeafNode.encryption_key"),
        ProviderStructs.readSignaturePublicKey(r, "LeafNode.signature_key"),
        Credential.read(r),
        Capabilities.read(r),
        LeafNodeSource.read(r),
        r.list("LeafNode.extensions", Extension::read));
  }

  @Override
  public void write(TlsWriter w) {
    ProviderStructs.write(encryptionKey, w);
    ProviderStructs.write(signatureKey, w);
    w.struct(credential).struct(capabilities).struct(leafNodeSource).list(extensions);
  }

  /**
   * The leaf of a KeyPackage, signed; it is tied to no group.
   *
   * @throws IllegalStateException if the source is not {@code key_package}
   */
  public LeafNode sign(CipherSuite suite, PrivateKey key) {
    if (!(leafNodeSource instanceof LeafNodeSource.KeyPackage)) {
      throw new IllegalStateException("a leaf of a group is signed with its place in the group");
    }
    return new LeafNode(this, suite.signWithLabel(key, LABEL, encode()));
  }

  /** The leaf signed for its place in a group. */
  public LeafNode sign(CipherSuite suite, PrivateKey key, GroupId groupId, LeafIndex leafIndex) {
    Bytes content = encode();
    Bytes signed =
        leafNodeSource instanceof LeafNodeSource.KeyPackage
            ? content
            : tbs(content, groupId, leafIndex);
    return new LeafNode(this, suite.signWithLabel(key, LABEL, signed));
  }

  /** LeafNodeTBS of a leaf whose source is one of a group's. */
  static Bytes tbs(Bytes content, GroupId groupId, LeafIndex leafIndex) {
    return new TlsWriter(content.length() + PLACE)
        .fixed(content)
        .struct(groupId)
        .uint32(leafIndex.value())
        .toBytes();
  }
}
