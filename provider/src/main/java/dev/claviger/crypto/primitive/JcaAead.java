package dev.claviger.crypto.primitive;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.AeadId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** An AEAD of a JCA provider. */
final class JcaAead implements AeadPrimitive {
  private static final int TAG_BITS = 128;

  private final AeadId aead;
  private final String transformation;
  private final String keyAlgorithm;
  private final Secret noKey;
  private final ObjectPool<Cipher> pool;
  private final AtomicLong forgotten = new AtomicLong();

  JcaAead(AeadId aead, Provider provider) {
    this.aead = aead;
    boolean gcm = aead != AeadId.CHACHA20_POLY1305;
    this.transformation = gcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305";
    this.keyAlgorithm = gcm ? "AES" : "ChaCha20";
    this.noKey = Secret.zeros(aead.keyLength());
    this.pool = new ObjectPool<>(() -> create(provider));
  }

  @Override
  public byte[] seal(Secret key, Bytes nonce, Bytes aad, Bytes plaintext) {
    try {
      return run(Cipher.ENCRYPT_MODE, key, nonce, aad, plaintext);
    } catch (GeneralSecurityException e) {
      throw new CryptoException(transformation + " could not encrypt", e);
    }
  }

  @Override
  public byte[] open(Secret key, Bytes nonce, Bytes aad, Bytes ciphertext) {
    if (ciphertext.length() < aead.tagLength()) {
      throw new AuthenticationException("AEAD decryption");
    }
    try {
      return run(Cipher.DECRYPT_MODE, key, nonce, aad, ciphertext);
    } catch (AEADBadTagException e) {
      throw new AuthenticationException("AEAD decryption");
    } catch (GeneralSecurityException e) {
      throw new CryptoException(transformation + " could not decrypt", e);
    }
  }

  private byte[] run(int mode, Secret key, Bytes nonce, Bytes aad, Bytes input)
      throws GeneralSecurityException {
    if (key.length() != aead.keyLength() || nonce.length() != aead.nonceLength()) {
      throw new IllegalArgumentException(
          aead
              + " takes a key of "
              + aead.keyLength()
              + " and a nonce of "
              + aead.nonceLength()
              + " bytes");
    }
    Cipher cipher = pool.take();
    cipher.init(mode, new BorrowedKey(key, keyAlgorithm), parameters(nonce.toByteArray()));
    aad.feed(cipher::updateAAD);
    byte[] output = input.apply(cipher::doFinal);
    forgetKey(cipher);
    return output;
  }

  /**
   * Only a cipher that has forgotten the key goes back; one that failed is left to the collector.
   */
  private void forgetKey(Cipher cipher)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    cipher.init(
        Cipher.ENCRYPT_MODE, new BorrowedKey(noKey, keyAlgorithm), parameters(unusedNonce()));
    pool.give(cipher);
  }

  /** SunJCE remembers the last key and nonce, and refuses the same two again. */
  private byte[] unusedNonce() {
    return ByteBuffer.allocate(aead.nonceLength()).putLong(forgotten.incrementAndGet()).array();
  }

  private AlgorithmParameterSpec parameters(byte[] nonce) {
    return aead == AeadId.CHACHA20_POLY1305
        ? new IvParameterSpec(nonce)
        : new GCMParameterSpec(TAG_BITS, nonce);
  }

  private Cipher create(Provider provider) {
    try {
      return Cipher.getInstance(transformation, provider);
    } catch (GeneralSecurityException e) {
      throw new CryptoException(provider.getName() + " lost " + transformation, e);
    }
  }
}
