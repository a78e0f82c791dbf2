package dev.claviger.mls.wire;

import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * The encodings of the structs that the provider module defines.
 *
 * <pre>
 * uint16 CipherSuite;
 * opaque HPKEPublicKey&lt;V&gt;;
 * opaque SignaturePublicKey&lt;V&gt;;
 *
 * struct {
 *     opaque kem_output&lt;V&gt;;
 *     opaque ciphertext&lt;V&gt;;
 * } HPKECiphertext;
 * </pre>
 */
final class ProviderStructs {
  private ProviderStructs() {}

  static CipherSuiteId readCipherSuite(TlsReader r, String field) {
    return new CipherSuiteId(r.uint16(field));
  }

  static void write(CipherSuiteId suite, TlsWriter w) {
    w.uint16(suite.value());
  }

  static void writeSuites(List<CipherSuiteId> suites, TlsWriter w) {
    w.list(Lists.map(suites, suite -> new Code(suite.value())));
  }

  static HpkePublicKey readHpkePublicKey(TlsReader r, String field) {
    return new HpkePublicKey(r.opaque(field));
  }

  static void write(HpkePublicKey key, TlsWriter w) {
    w.opaque(key.value());
  }

  static SignaturePublicKey readSignaturePublicKey(TlsReader r, String field) {
    return new SignaturePublicKey(r.opaque(field));
  }

  static void write(SignaturePublicKey key, TlsWriter w) {
    w.opaque(key.value());
  }

  static HpkeCiphertext readHpkeCiphertext(TlsReader r) {
    return new HpkeCiphertext(
        r.opaque("HPKECiphertext.kem_output"), r.opaque("HPKECiphertext.ciphertext"));
  }

  static void write(HpkeCiphertext ciphertext, TlsWriter w) {
    w.opaque(ciphertext.kemOutput()).opaque(ciphertext.ciphertext());
  }

  private record Code(int value) implements dev.claviger.mls.codec.TlsStruct {
    @Override
    public void write(TlsWriter w) {
      w.uint16(value);
    }
  }
}
