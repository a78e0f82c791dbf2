package dev.claviger.crypto;

import dev.claviger.crypto.hpke.Hpke;
import java.security.PrivateKey;
import java.security.SecureRandom;

/**
 * What a provider implements to serve an MLS ciphersuite as a {@code Provider.Service} of type
 * {@value CipherSuite#SERVICE_TYPE} (RFC 9420 §5.1). The labelled operations of §5.1.2 to §5.2 are
 * built on these by {@link CipherSuite}. Implementations are thread-safe.
 */
public abstract class CipherSuiteSpi {
  protected CipherSuiteSpi() {}

  protected abstract CipherSuiteId engineId();

  protected abstract SignatureScheme engineSignatureScheme();

  /** The suite's HPKE: its KEM, KDF and AEAD. */
  protected abstract Hpke engineHpke();

  /** {@code Hash(parts[0] ‖ parts[1] ‖ …)}. */
  protected abstract Bytes engineHash(Bytes... parts);

  protected abstract Bytes engineMac(Secret key, Bytes data);

  protected abstract Secret engineExtract(Secret salt, Secret ikm);

  protected abstract Secret engineExpand(Secret prk, Bytes info, int length);

  /** For several expansions of one key; a provider that can set it up once saves that work. */
  protected Expander engineExpander(Secret prk) {
    return new Expander() {
      @Override
      public Secret expand(Bytes info, int length) {
        return engineExpand(prk, info, length);
      }

      @Override
      public void close() {}
    };
  }

  protected abstract Bytes engineSeal(Secret key, Bytes nonce, Bytes aad, Bytes plaintext);

  /**
   * @throws AuthenticationException if the tag does not verify
   */
  protected abstract Bytes engineOpen(Secret key, Bytes nonce, Bytes aad, Bytes ciphertext);

  /**
   * Where all random values of the suite come from, those of its HPKE apart. A provider may name a
   * source of its own, such as a token.
   */
  protected SecureRandom engineRandom() {
    return DefaultRandom.INSTANCE;
  }

  protected abstract Bytes engineSign(PrivateKey key, Bytes message);

  /**
   * @throws AuthenticationException if the signature does not verify
   * @throws InvalidPublicKeyException if the key is malformed
   */
  protected abstract void engineVerify(SignaturePublicKey key, Bytes message, Bytes signature);

  private static final class DefaultRandom {
    static final SecureRandom INSTANCE = new SecureRandom();
  }
}
