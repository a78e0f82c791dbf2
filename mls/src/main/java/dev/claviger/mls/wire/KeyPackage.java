package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * What a client publishes so that others can add it to groups (RFC 9420 §10).
 *
 * <pre>
 * struct {
 *     ProtocolVersion version;
 *     CipherSuite cipher_suite;
 *     HPKEPublicKey init_key;
 *     LeafNode leaf_node;
 *     Extension extensions&lt;V&gt;;
 *     &#47;* SignWithLabel(., "KeyPackageTBS", KeyPackageTBS) *&#47;
 *     opaque signature&lt;V&gt;;
 * } KeyPackage;
 * </pre>
 *
 * @param tbs all fields above the signature
 */
public record KeyPackage(KeyPackageTbs tbs, Bytes signature) implements MlsMessageBody {
  private static final String REF_LABEL = "MLS 1.0 KeyPackage Reference";

  public static KeyPackage read(TlsReader r) {
    return new KeyPackage(KeyPackageTbs.read(r), r.opaque("KeyPackage.signature"));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(tbs).opaque(signature);
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.KEY_PACKAGE;
  }

  public ProtocolVersion version() {
    return tbs.version();
  }

  public CipherSuiteId cipherSuite() {
    return tbs.cipherSuite();
  }

  public HpkePublicKey initKey() {
    return tbs.initKey();
  }

  public LeafNode leafNode() {
    return tbs.leafNode();
  }

  public List<Extension> extensions() {
    return tbs.extensions();
  }

  /** MakeKeyPackageRef (§5.2). */
  public KeyPackageRef ref(CipherSuite suite) {
    return new KeyPackageRef(suite.refHash(REF_LABEL, encode()));
  }

  /**
   * Verifies the signature with the key of the leaf (§10.1).
   *
   * @throws dev.claviger.crypto.AuthenticationException if it does not verify
   */
  public void verifySignature(CipherSuite suite) {
    suite.verifyWithLabel(leafNode().signatureKey(), KeyPackageTbs.LABEL, tbs.encode(), signature);
  }
}
