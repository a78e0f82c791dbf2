package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import java.util.List;

/**
 * A member as it appears in the tree (RFC 9420 §7.2).
 *
 * <pre>
 * struct {
 *     HPKEPublicKey encryption_key;
 *     SignaturePublicKey signature_key;
 *     Credential credential;
 *     Capabilities capabilities;
 *
 *     LeafNodeSource leaf_node_source;
 *     select (LeafNode.leaf_node_source) {
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
 *     &#47;* SignWithLabel(., "LeafNodeTBS", LeafNodeTBS) *&#47;
 *     opaque signature&lt;V&gt;;
 * } LeafNode;
 * </pre>
 *
 * @param content all fields above the signature
 */
public record LeafNode(LeafNodeContent content, Bytes signature) implements Node {
  public static LeafNode read(TlsReader r) {
    return new LeafNode(LeafNodeContent.read(r), r.opaque("LeafNode.signature"));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(content).opaque(signature);
  }

  @Override
  public HpkePublicKey encryptionKey() {
    return content.encryptionKey();
  }

  public SignaturePublicKey signatureKey() {
    return content.signatureKey();
  }

  public Credential credential() {
    return content.credential();
  }

  public Capabilities capabilities() {
    return content.capabilities();
  }

  public LeafNodeSource leafNodeSource() {
    return content.leafNodeSource();
  }

  public List<Extension> extensions() {
    return content.extensions();
  }

  /** The {@code parent_hash}: empty unless the leaf is a Commit's (§7.9). */
  @Override
  public Bytes parentHash() {
    return content.leafNodeSource() instanceof LeafNodeSource.Commit commit
        ? commit.parentHash()
        : Bytes.empty();
  }

  /**
   * Verifies the signature with the leaf's own key (§7.3). The place counts only for the leaf of an
   * Update or a Commit.
   *
   * @throws dev.claviger.crypto.AuthenticationException if it does not verify
   */
  public void verifySignature(CipherSuite suite, GroupId groupId, LeafIndex leafIndex) {
    suite.verifyWithLabel(
        signatureKey(), LeafNodeContent.LABEL, content.tbs(groupId, leafIndex), signature);
  }

  /**
   * As {@link #verifySignature(CipherSuite, GroupId, LeafIndex)}, for the leaf of a KeyPackage.
   *
   * @throws dev.claviger.crypto.AuthenticationException if it does not verify
   */
  public void verifySignature(CipherSuite suite) {
    suite.verifyWithLabel(signatureKey(), LeafNodeContent.LABEL, content.encode(), signature);
  }
}
