package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * XAES-256-GCM (C2SP): AES-256-GCM under a key that is derived for each message from the first half
 * of a random 192-bit nonce, so that one key seals any number of rows and nothing counts them.
 *
 * <p>Sealed: 24 bytes of nonce, the ciphertext, 16 bytes of tag. Used by one thread at a time.
 */
final class XAes256Gcm {
  private static final int NONCE = 24;
  private static final int TAG = 16;
  private static final int BLOCK = 16;
  private static final int HALF = NONCE / 2;

  /** What sealing adds to a length. */
  static final int OVERHEAD = NONCE + TAG;

  private final SecureRandom random;
  private final Cipher block;
  private final Cipher gcm;
  private final byte[] mask;

  /**
   * @param key 32 bytes
   */
  XAes256Gcm(Secret key, SecureRandom random) {
    this.random = random;
    try {
      block = Cipher.getInstance("AES/ECB/NoPadding");
      block.init(Cipher.ENCRYPT_MODE, key.toKey("AES"));
      gcm = Cipher.getInstance("AES/GCM/NoPadding");
      mask = doubled(block.doFinal(new byte[BLOCK]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-256-GCM", e);
    }
  }

  byte[] seal(byte[] associated, byte[] plaintext, int offset, int length) {
    byte[] sealed = new byte[NONCE + length + TAG];
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    System.arraycopy(nonce, 0, sealed, 0, NONCE);
    try {
      init(Cipher.ENCRYPT_MODE, nonce);
      gcm.updateAAD(associated);
      gcm.doFinal(plaintext, offset, length, sealed, NONCE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM does not seal", e);
    }
  }

  /**
   * @throws AEADBadTagException if it was not sealed like this
   */
  Secret open(byte[] associated, byte[] sealed) throws AEADBadTagException {
    if (sealed.length < OVERHEAD) {
      throw new AEADBadTagException("too short to be sealed");
    }
    try {
      init(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE));
      gcm.updateAAD(associated);
      return Secret.wrap(gcm.doFinal(sealed, NONCE, sealed.length - NONCE));
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM does not open", e);
    }
  }

  private void init(int mode, byte[] nonce) throws GeneralSecurityException {
    byte[] key = new byte[2 * BLOCK];
    try {
      half(1, nonce, key, 0);
      half(2, nonce, key, BLOCK);
      gcm.init(
          mode,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(8 * TAG, nonce, HALF, NONCE - HALF));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** One block of the CMAC-based derivation: the counter, the context 'X', the first nonce half. */
  private void half(int counter, byte[] nonce, byte[] out, int at) throws GeneralSecurityException {
    byte[] input = new byte[BLOCK];
    input[1] = (byte) counter;
    input[2] = 'X';
    System.arraycopy(nonce, 0, input, BLOCK - HALF, HALF);
    for (int i = 0; i < BLOCK; i++) {
      input[i] ^= mask[i];
    }
    block.doFinal(input, 0, BLOCK, out, at);
  }

  /** CMAC's subkey (RFC 4493 §2.3): a shift by one bit in GF(2^128). */
  private static byte[] doubled(byte[] value) {
    byte[] out = new byte[BLOCK];
    int carry = 0;
    for (int i = BLOCK - 1; i >= 0; i--) {
      int shifted = (value[i] & 0xFF) << 1 | carry;
      out[i] = (byte) shifted;
      carry = shifted >>> 8;
    }
    out[BLOCK - 1] ^= (byte) (carry == 0 ? 0 : 0x87);
    return out;
  }
}
