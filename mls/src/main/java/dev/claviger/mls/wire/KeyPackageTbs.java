package dev.claviger.mls.wire;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.security.PrivateKey;
import java.util.List;

/**
 * What the signature of a {@link KeyPackage} covers (RFC 9420 §10).
 *
 * <pre>
 * struct {
 *     ProtocolVersion version;
 *     CipherSuite cipher_suite;
 *     HPKEPublicKey init_key;
 *     LeafNode leaf_node;
 *     Extension extensions&lt;V&gt;;
 * } KeyPackageTBS;
 * </pre>
 */
public record KeyPackageTbs(
    ProtocolVersion version,
    CipherSuiteId cipherSuite,
    HpkePublicKey initKey,
    LeafNode leafNode,
    List<Extension> extensions)
    implements TlsStruct {
  /** The label of the signature (§17.6). */
  static final String LABEL = "KeyPackageTBS";

  public KeyPackageTbs {
    extensions = List.copyOf(extensions);
  }

  public static KeyPackageTbs read(TlsReader r) {
    return new KeyPackageTbs(
        ProtocolVersion.read(r),
        ProviderStructs.readCipherSuite(r, "KeyPackage.cipher_suite"),
        ProviderStructs.readHpkePublicKey(r, "KeyPackage.init_key"),
        LeafNode.read(r),
        r.list("KeyPackage.extensions", Extension::read));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(version);
    ProviderStructs.write(cipherSuite, w);
    ProviderStructs.write(initKey, w);
    w.struct(leafNode).list(extensions);
  }

  public KeyPackage sign(CipherSuite suite, PrivateKey key) {
    return new KeyPackage(this, suite.signWithLabel(key, LABEL, encode()));
  }
}
