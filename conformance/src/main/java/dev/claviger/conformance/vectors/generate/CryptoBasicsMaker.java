package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.Secret;
import java.util.stream.Stream;

/** The labelled operations of RFC 9420 §5, §8 and §9 on random input. */
final class CryptoBasicsMaker implements Maker.OfSuite {
  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    Secret secret = suite.randomSecret(suite.hashLength());
    Bytes value = suite.randomBytes(48);
    Bytes context = suite.randomBytes(32);
    int generation = random.nextInt(1 << 20);
    int length = suite.aead().keyLength();
    return Stream.of(
        Entry.of(suite)
            .object(
                "ref_hash",
                new Entry()
                    .text("label", "RefHash")
                    .hex("value", value)
                    .hex("out", suite.refHash("RefHash", value)))
            .object(
                "expand_with_label",
                new Entry()
                    .hex("secret", secret)
                    .text("label", "ExpandWithLabel")
                    .hex("context", context)
                    .number("length", length)
                    .hex("out", suite.expandWithLabel(secret, "ExpandWithLabel", context, length)))
            .object(
                "derive_secret",
                new Entry()
                    .hex("secret", secret)
                    .text("label", "DeriveSecret")
                    .hex("out", suite.deriveSecret(secret, "DeriveSecret")))
            .object(
                "derive_tree_secret",
                new Entry()
                    .hex("secret", secret)
                    .text("label", "DeriveTreeSecret")
                    .number("generation", generation)
                    .number("length", length)
                    .hex(
                        "out",
                        suite.deriveTreeSecret(secret, "DeriveTreeSecret", generation, length)))
            .object("sign_with_label", signature(suite, random))
            .object("encrypt_with_label", encryption(suite, random)));
  }

  private static Entry signature(CipherSuite suite, SeededRandom random) {
    PublishedKey key = PublishedKey.signature(suite, random);
    Bytes content = suite.randomBytes(48);
    return new Entry()
        .hex("priv", key.raw())
        .hex("pub", key.publicKey())
        .hex("content", content)
        .text("label", "SignWithLabel")
        .hex("signature", suite.signWithLabel(key.privateKey(), "SignWithLabel", content));
  }

  private static Entry encryption(CipherSuite suite, SeededRandom random) {
    PublishedKey key = PublishedKey.hpke(suite, random);
    Bytes context = suite.randomBytes(32);
    Bytes plaintext = suite.randomBytes(48);
    HpkeCiphertext sealed =
        suite.encryptWithLabel(key.hpkePublicKey(), "EncryptWithLabel", context, plaintext);
    return new Entry()
        .hex("priv", key.raw())
        .hex("pub", key.publicKey())
        .text("label", "EncryptWithLabel")
        .hex("context", context)
        .hex("plaintext", plaintext)
        .hex("kem_output", sealed.kemOutput())
        .hex("ciphertext", sealed.ciphertext());
  }
}
