package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import java.util.Arrays;
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
 */
public final class LeafNode extends Node {
  private static final int CREDENTIAL_TYPE = 2;

  /** Where {@code capabilities.credentials} begin. */
  private final int supportedCredentialsAt;

  /** Where {@code leaf_node_source} begins. */
  private final int sourceAt;

  /** Where the signature begins. */
  private final int signatureAt;

  /**
   * @param content all fields above the signature
   */
  public LeafNode(LeafNodeContent content, Bytes signature) {
    this(content.encode(), signature);
  }

  private LeafNode(Bytes content, Bytes signature) {
    this(new TlsWriter().fixed(content).opaque(signature).toByteArray(), content.length());
  }

  private LeafNode(byte[] encoded, int signatureAt) {
    super(encoded);
    this.signatureAt = signatureAt;
    int at = Vectors.after(encoded, credentialAt() + CREDENTIAL_TYPE);
    for (int i = 0; i < Capabilities.LISTS_BEFORE_CREDENTIALS; i++) {
      at = Vectors.after(encoded, at);
    }
    this.supportedCredentialsAt = at;
    this.sourceAt = Vectors.after(encoded, at);
  }

  public static LeafNode read(TlsReader r) {
    int start = r.position();
    LeafNodeContent.read(r);
    int content = r.position() - start;
    r.opaque("LeafNode.signature");
    return new LeafNode(r.since(start), content);
  }

  /** All fields above the signature. */
  public LeafNodeContent content() {
    return LeafNodeContent.read(from(0));
  }

  public Bytes signature() {
    return Vectors.at(encoded, signatureAt);
  }

  public SignaturePublicKey signatureKey() {
    return new SignaturePublicKey(Vectors.at(encoded, Vectors.after(encoded, 0)));
  }

  public Credential credential() {
    return Credential.read(from(credentialAt()));
  }

  /** The type of {@link #credential} alone. */
  public CredentialType credentialType() {
    return CredentialType.read(from(credentialAt()));
  }

  /** What {@link #capabilities} say of a credential type. */
  public boolean supports(CredentialType type) {
    TlsReader types = TlsReader.over(Vectors.at(encoded, supportedCredentialsAt));
    while (types.remaining() > 0) {
      if (CredentialType.read(types).equals(type)) {
        return true;
      }
    }
    return false;
  }

  public Capabilities capabilities() {
    return Capabilities.read(from(Vectors.after(encoded, credentialAt() + CREDENTIAL_TYPE)));
  }

  /** Whether another leaf has the same signature key, credential and capabilities. */
  public boolean isOfSameMember(LeafNode other) {
    return Arrays.equals(
        encoded,
        Vectors.after(encoded, 0),
        sourceAt,
        other.encoded,
        Vectors.after(other.encoded, 0),
        other.sourceAt);
  }

  public LeafNodeSource leafNodeSource() {
    return LeafNodeSource.read(from(sourceAt));
  }

  public List<Extension> extensions() {
    TlsReader r = from(sourceAt);
    LeafNodeSource.read(r);
    return r.list("LeafNode.extensions", Extension::read);
  }

  /** The {@code parent_hash}: empty unless the leaf is a Commit's (§7.9). */
  @Override
  public Bytes parentHash() {
    return encoded[sourceAt] == LeafNodeSource.COMMIT
        ? Vectors.at(encoded, sourceAt + 1)
        : Bytes.empty();
  }

  /**
   * Verifies the signature with the leaf's own key (§7.3). The place counts only for the leaf of an
   * Update or a Commit.
   *
   * @throws dev.claviger.crypto.AuthenticationException if it does not verify
   */
  public void verifySignature(CipherSuite suite, GroupId groupId, LeafIndex leafIndex) {
    Bytes signed =
        encoded[sourceAt] == LeafNodeSource.KEY_PACKAGE
            ? encodedContent()
            : LeafNodeContent.tbs(encodedContent(), groupId, leafIndex);
    suite.verifyWithLabel(signatureKey(), LeafNodeContent.LABEL, signed, signature());
  }

  /**
   * As {@link #verifySignature(CipherSuite, GroupId, LeafIndex)}, for the leaf of a KeyPackage.
   *
   * @throws dev.claviger.crypto.AuthenticationException if it does not verify
   */
  public void verifySignature(CipherSuite suite) {
    suite.verifyWithLabel(signatureKey(), LeafNodeContent.LABEL, encodedContent(), signature());
  }

  @Override
  public String toString() {
    return "LeafNode[content=" + content() + ", signature=" + signature() + "]";
  }

  private Bytes encodedContent() {
    return Bytes.wrap(encoded, 0, signatureAt);
  }

  private int credentialAt() {
    return Vectors.after(encoded, Vectors.after(encoded, 0));
  }

  private TlsReader from(int at) {
    return TlsReader.over(Bytes.wrap(encoded, at, encoded.length));
  }
}
