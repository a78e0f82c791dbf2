package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.conformance.vectors.Tally;
import dev.claviger.conformance.vectors.VectorFile;
import dev.claviger.conformance.vectors.VectorFormat;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignaturePublicKey;
import java.security.PrivateKey;
import java.util.Optional;

/** mlswg's {@code crypto-basics.json}: the labelled operations of RFC 9420 §5, §8 and §9. */
public final class CryptoBasicsFormat implements VectorFormat {
  @Override
  public String name() {
    return "crypto-basics";
  }

  @Override
  public boolean recognises(VectorFile file) {
    return file.isCalled(name());
  }

  @Override
  public Tally run(VectorFile file) {
    return Tally.ofEntries(file, CryptoBasicsFormat::check);
  }

  private static Verdict check(Fields entry) {
    CipherSuiteId id = new CipherSuiteId(entry.integer("cipher_suite"));
    Optional<CipherSuite> suite = Engine.find(id);
    if (suite.isEmpty()) {
      return Verdict.notRun("suite " + id + " not supported");
    }
    refHash(suite.get(), entry.object("ref_hash"));
    expandWithLabel(suite.get(), entry.object("expand_with_label"));
    deriveSecret(suite.get(), entry.object("derive_secret"));
    deriveTreeSecret(suite.get(), entry.object("derive_tree_secret"));
    signWithLabel(suite.get(), entry.object("sign_with_label"));
    encryptWithLabel(suite.get(), entry.object("encrypt_with_label"));
    return Verdict.PASSED;
  }

  private static void refHash(CipherSuite suite, Fields in) {
    Expect.equal("ref_hash", in.hex("out"), suite.refHash(in.text("label"), in.hex("value")));
  }

  private static void expandWithLabel(CipherSuite suite, Fields in) {
    try (Secret secret = in.secret("secret")) {
      Secret out =
          suite.expandWithLabel(secret, in.text("label"), in.hex("context"), in.integer("length"));
      Expect.reveals("expand_with_label", in.hex("out"), out);
    }
  }

  private static void deriveSecret(CipherSuite suite, Fields in) {
    try (Secret secret = in.secret("secret")) {
      Expect.reveals("derive_secret", in.hex("out"), suite.deriveSecret(secret, in.text("label")));
    }
  }

  private static void deriveTreeSecret(CipherSuite suite, Fields in) {
    try (Secret secret = in.secret("secret")) {
      Secret out =
          suite.deriveTreeSecret(
              secret, in.text("label"), in.uint32("generation"), in.integer("length"));
      Expect.reveals("derive_tree_secret", in.hex("out"), out);
    }
  }

  private static void signWithLabel(CipherSuite suite, Fields in) {
    PrivateKey key = PrivateKeys.of(suite.signatureScheme().curve(), in.hex("priv"));
    SignaturePublicKey publicKey = new SignaturePublicKey(in.hex("pub"));
    String label = in.text("label");
    Bytes content = in.hex("content");
    suite.verifyWithLabel(publicKey, label, content, in.hex("signature"));
    Bytes own = suite.signWithLabel(key, label, content);
    suite.verifyWithLabel(publicKey, label, content, own);
    if (suite.signatureScheme().isEdDsa()) {
      Expect.equal("sign_with_label, which is deterministic,", in.hex("signature"), own);
    }
  }

  private static void encryptWithLabel(CipherSuite suite, Fields in) {
    HpkeKeyPair recipient =
        new HpkeKeyPair(
            PrivateKeys.of(suite.kem().curve(), in.hex("priv")), new HpkePublicKey(in.hex("pub")));
    String label = in.text("label");
    Bytes context = in.hex("context");
    Bytes plaintext = in.hex("plaintext");
    HpkeCiphertext theirs = new HpkeCiphertext(in.hex("kem_output"), in.hex("ciphertext"));
    Expect.reveals(
        "encrypt_with_label, their ciphertext opened,",
        plaintext,
        suite.decryptWithLabel(recipient, label, context, theirs));
    HpkeCiphertext ours = suite.encryptWithLabel(recipient.publicKey(), label, context, plaintext);
    Expect.reveals(
        "encrypt_with_label, our ciphertext opened,",
        plaintext,
        suite.decryptWithLabel(recipient, label, context, ours));
  }
}
