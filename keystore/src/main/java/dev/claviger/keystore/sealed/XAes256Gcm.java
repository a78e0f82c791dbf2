package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * XAES-256-GCM (C2SP): AES-256-GCM under a key that is derived from the first half of a 192-bit
 * nonce, so that one key seals any number of rows and nothing counts them.
 *
 * <p>What one object seals is a batch: its first nonce is random, and the second half counts up
 * from there. So a derived key seals at most 2^16 messages, under 96-bit nonces that differ, which
 * is all that AES-GCM asks; and a nonce of another batch is the same only if all 192 random bits
 * fall into the same 2^16, which is no likelier than for nonces that are random each.
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

  /** How many messages are sealed before a nonce is drawn anew. */
  static final int BATCH = 1 << 16;

  private final SecureRandom random;
  private final Cipher block;
  private final byte[] mask;
  private final Derived sealing;
  private final Derived opening;

  /** The nonce of the next message; the first of a batch is drawn. */
  private final byte[] next = new byte[NONCE];

  private int leftInBatch;

  /**
   * @param key 32 bytes
   */
  XAes256Gcm(Secret key, SecureRandom random) {
    this.random = random;
    try {
      block = Cipher.getInstance("AES/ECB/NoPadding");
      block.init(Cipher.ENCRYPT_MODE, key.toKey("AES"));
      mask = doubled(block.doFinal(new byte[BLOCK]));
      sealing = new Derived(Cipher.ENCRYPT_MODE);
      opening = new Derived(Cipher.DECRYPT_MODE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-256-GCM", e);
    }
  }

  byte[] seal(byte[] associated, byte[] plaintext, int offset, int length) {
    byte[] sealed = new byte[NONCE + length + TAG];
    takeNonce(sealed);
    try {
      Cipher gcm = sealing.at(sealed);
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
      Cipher gcm = opening.at(sealed);
      gcm.updateAAD(associated);
      return Secret.wrap(gcm.doFinal(sealed, NONCE, sealed.length - NONCE));
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM does not open", e);
    }
  }

  /** To the begin of a message; none is ever given twice, whatever comes of the message. */
  private void takeNonce(byte[] out) {
    if (leftInBatch == 0) {
      random.nextBytes(next);
      leftInBatch = BATCH;
    }
    System.arraycopy(next, 0, out, 0, NONCE);
    leftInBatch--;
    int at = NONCE - 1;
    while (++next[at] == 0 && at > HALF) {
      at--;
    }
  }

  /** AES-GCM in one direction, under the key that was derived last. */
  private final class Derived {
    private final int mode;
    private final Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    private final byte[] from = new byte[HALF];
    private SecretKey key;

    Derived(int mode) throws GeneralSecurityException {
      this.mode = mode;
    }

    /** Ready for the message that begins with this nonce. */
    Cipher at(byte[] nonce) throws GeneralSecurityException {
      if (key == null || !Arrays.equals(from, 0, HALF, nonce, 0, HALF)) {
        key = derive(nonce);
        System.arraycopy(nonce, 0, from, 0, HALF);
      }
      gcm.init(mode, key, new GCMParameterSpec(8 * TAG, nonce, HALF, NONCE - HALF));
      return gcm;
    }
  }

  private SecretKey derive(byte[] nonce) throws GeneralSecurityException {
    byte[] key = new byte[2 * BLOCK];
    try {
      half(1, nonce, key, 0);
      half(2, nonce, key, BLOCK);
      return new SecretKeySpec(key, "AES");
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
