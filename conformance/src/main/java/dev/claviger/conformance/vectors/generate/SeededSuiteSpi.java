package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.CipherSuiteSpi;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.Signatures;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.primitive.Primitives;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;

/** The engine's suite, but with seeded randomness and with ECDSA after RFC 6979. */
final class SeededSuiteSpi extends CipherSuiteSpi {
  private final CipherSuite engine;
  private final SecureRandom random;
  private final Hpke hpke;

  SeededSuiteSpi(CipherSuite engine, SecureRandom random) {
    this.engine = engine;
    this.random = random;
    this.hpke = Hpke.of(engine.kem(), engine.kdf(), engine.aead(), engine.getProvider(), random);
  }

  @Override
  protected CipherSuiteId engineId() {
    return engine.id();
  }

  @Override
  protected SignatureScheme engineSignatureScheme() {
    return engine.signatureScheme();
  }

  @Override
  protected Hpke engineHpke() {
    return hpke;
  }

  @Override
  protected SecureRandom engineRandom() {
    return random;
  }

  @Override
  protected Bytes engineHash(Bytes... parts) {
    return engine.hash(parts);
  }

  @Override
  protected Bytes engineMac(Secret key, Bytes data) {
    return engine.mac(key, data);
  }

  @Override
  protected Secret engineExtract(Secret salt, Secret ikm) {
    return engine.extract(salt, ikm);
  }

  @Override
  protected Secret engineExpand(Secret prk, Bytes info, int length) {
    return engine.expand(prk, info, length);
  }

  @Override
  protected Bytes engineSeal(Secret key, Bytes nonce, Bytes aad, Bytes plaintext) {
    return engine.seal(key, nonce, aad, plaintext);
  }

  @Override
  protected Bytes engineOpen(Secret key, Bytes nonce, Bytes aad, Bytes ciphertext) {
    return engine.open(key, nonce, aad, ciphertext);
  }

  @Override
  protected Bytes engineSign(PrivateKey key, Bytes message) {
    return key instanceof ECPrivateKey ecdsa
        ? Rfc6979.sign(engine.signatureScheme(), ecdsa, message)
        : Signatures.sign(engine.signatureScheme(), key, message);
  }

  @Override
  protected void engineVerify(SignaturePublicKey key, Bytes message, Bytes signature) {
    Primitives.of(engine.getProvider())
        .signature(engine.signatureScheme())
        .verify(key.value(), message, signature);
  }
}
