package dev.claviger.provider;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.CipherSuiteSpi;
import dev.claviger.crypto.Expander;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.Hkdf;
import dev.claviger.crypto.engine.Signatures;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.KdfId;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.primitive.AeadPrimitive;
import dev.claviger.crypto.primitive.DigestPrimitive;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.crypto.primitive.SignaturePrimitive;
import java.security.PrivateKey;

/** The seven suites of RFC 9420 §17.1. */
final class Rfc9420CipherSuiteSpi extends CipherSuiteSpi {
  private final CipherSuiteId id;
  private final SignatureScheme scheme;
  private final Hpke hpke;
  private final Hkdf hkdf;
  private final DigestPrimitive digest;
  private final AeadPrimitive aead;
  private final SignaturePrimitive signature;

  Rfc9420CipherSuiteSpi(CipherSuiteId id, MlsProvider provider) {
    Primitives primitives = provider.primitives();
    KemId kem = kem(id);
    KdfId kdf = kem.kdf();
    this.id = id;
    this.scheme = scheme(kem);
    this.hpke = Hpke.of(kem, kdf, aead(id), provider);
    this.hkdf = new Hkdf(kdf, primitives.mac(kdf));
    this.digest = primitives.digest(kdf);
    this.aead = primitives.aead(hpke.aead());
    this.signature = primitives.signature(scheme);
  }

  @Override
  protected CipherSuiteId engineId() {
    return id;
  }

  @Override
  protected SignatureScheme engineSignatureScheme() {
    return scheme;
  }

  @Override
  protected Hpke engineHpke() {
    return hpke;
  }

  @Override
  protected Bytes engineHash(Bytes... parts) {
    return digest.digest(parts);
  }

  @Override
  protected Bytes engineMac(Secret key, Bytes data) {
    return hkdf.mac(key, data);
  }

  @Override
  protected Secret engineExtract(Secret salt, Secret ikm) {
    return hkdf.extract(salt, ikm);
  }

  @Override
  protected Secret engineExpand(Secret prk, Bytes info, int length) {
    return hkdf.expand(prk, info, length);
  }

  @Override
  protected Expander engineExpander(Secret prk) {
    return hkdf.expander(prk);
  }

  @Override
  protected Bytes engineSeal(Secret key, Bytes nonce, Bytes aad, Bytes plaintext) {
    return Bytes.wrap(aead.seal(key, nonce, aad, plaintext));
  }

  @Override
  protected Bytes engineOpen(Secret key, Bytes nonce, Bytes aad, Bytes ciphertext) {
    return Bytes.wrap(aead.open(key, nonce, aad, ciphertext));
  }

  @Override
  protected Bytes engineSign(PrivateKey key, Bytes message) {
    return Signatures.sign(scheme, key, message);
  }

  @Override
  protected void engineVerify(SignaturePublicKey key, Bytes message, Bytes signed) {
    signature.verify(key.value(), message, signed);
  }

  private static KemId kem(CipherSuiteId id) {
    return switch (id.value()) {
      case 0x0001, 0x0003 -> KemId.DHKEM_X25519_HKDF_SHA256;
      case 0x0002 -> KemId.DHKEM_P256_HKDF_SHA256;
      case 0x0004, 0x0006 -> KemId.DHKEM_X448_HKDF_SHA512;
      case 0x0005 -> KemId.DHKEM_P521_HKDF_SHA512;
      case 0x0007 -> KemId.DHKEM_P384_HKDF_SHA384;
      default -> throw new IllegalArgumentException(id + " is no suite of RFC 9420");
    };
  }

  private static SignatureScheme scheme(KemId kem) {
    return switch (kem) {
      case DHKEM_X25519_HKDF_SHA256 -> SignatureScheme.ED25519;
      case DHKEM_X448_HKDF_SHA512 -> SignatureScheme.ED448;
      case DHKEM_P256_HKDF_SHA256 -> SignatureScheme.ECDSA_SECP256R1_SHA256;
      case DHKEM_P384_HKDF_SHA384 -> SignatureScheme.ECDSA_SECP384R1_SHA384;
      case DHKEM_P521_HKDF_SHA512 -> SignatureScheme.ECDSA_SECP521R1_SHA512;
    };
  }

  private static AeadId aead(CipherSuiteId id) {
    return switch (id.value()) {
      case 0x0001, 0x0002 -> AeadId.AES_128_GCM;
      case 0x0003, 0x0006 -> AeadId.CHACHA20_POLY1305;
      default -> AeadId.AES_256_GCM;
    };
  }
}
