package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignaturePublicKey;
import java.security.PrivateKey;

/** mlswg's {@code crypto-basics.json}: the labelled operations of RFC 9420 §5, §8 and §9. */
final class CryptoBasicsFormat extends MlsFormat.OfSuite {
  CryptoBasicsFormat() {
    super("crypto-basics");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    refHash(suite, in.object("ref_hash"));
    expandWithLabel(suite, in.object("expand_with_label"));
    deriveSecret(suite, in.object("derive_secret"));
    deriveTreeSecret(suite, in.object("derive_tree_secret"));
    signWithLabel(suite, in.object("sign_with_label"));
    encryptWithLabel(suite, in.object("encrypt_with_label"));
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
