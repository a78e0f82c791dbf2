package dev.claviger.keystore.sealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.XAesGcmParameters;
import com.google.crypto.tink.aead.internal.XAesGcm;
import com.google.crypto.tink.util.SecretBytes;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;

/** Held against the vectors of C2SP's text and against Tink, which wrote its own. */
final class XAes256GcmTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void opensTheVectorsOfTheSpecification() throws Exception {
    assertEquals(
        "XAES-256-GCM", open(1, "", "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271"));
    assertEquals(
        "XAES-256-GCM",
        open(
            3,
            "c2sp.org/XAES-256-GCM",
            "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"));
  }

  @Test
  void agreesWithTink_bothWays() throws Exception {
    for (int length : new int[] {0, 1, 16, 1000}) {
      byte[] key = random(32);
      byte[] text = random(length);
      byte[] associated = random(length / 2);
      Aead tink =
          XAesGcm.create(
              XAesGcmKey.create(
                  XAesGcmParameters.create(XAesGcmParameters.Variant.NO_PREFIX, 12),
                  SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()),
                  null));
      XAes256Gcm ours = new XAes256Gcm(Secret.copyOf(key), RANDOM);
      assertArrayEquals(text, tink.decrypt(ours.seal(associated, text, 0, length), associated));
      assertArrayEquals(text, ours.open(associated, tink.encrypt(text, associated)).expose());
    }
  }

  @Test
  void whatWasChanged_doesNotOpen() {
    XAes256Gcm aead = new XAes256Gcm(Secret.copyOf(random(32)), RANDOM);
    byte[] sealed = aead.seal(new byte[0], new byte[10], 0, 10);
    assertEquals(10 + XAes256Gcm.OVERHEAD, sealed.length);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThrows(AEADBadTagException.class, () -> aead.open(new byte[0], changed));
    }
    assertThrows(AEADBadTagException.class, () -> aead.open(new byte[1], sealed));
    assertThrows(AEADBadTagException.class, () -> aead.open(new byte[0], new byte[39]));
  }

  @Test
  void aBatch_sharesTheFirstHalfOfItsNonces_andNoneIsTheSame() throws Exception {
    XAes256Gcm aead = new XAes256Gcm(Secret.copyOf(random(32)), RANDOM);
    Set<Bytes> halves = new HashSet<>();
    Set<Bytes> nonces = new HashSet<>();
    int count = XAes256Gcm.BATCH + 10;
    for (int i = 0; i < count; i++) {
      byte[] sealed = aead.seal(new byte[0], new byte[1], 0, 1);
      halves.add(Bytes.copyOf(sealed, 0, 12));
      nonces.add(Bytes.copyOf(sealed, 0, 24));
    }
    assertEquals(2, halves.size());
    assertEquals(count, nonces.size());
  }

  @Test
  void theCounter_goesRound_withinTheSecondHalf() throws Exception {
    XAes256Gcm aead =
        new XAes256Gcm(
            Secret.copyOf(random(32)),
            new SecureRandom() {
              @Override
              public void nextBytes(byte[] out) {
                Arrays.fill(out, (byte) 0xFF);
              }
            });
    byte[] last = aead.seal(new byte[0], new byte[1], 0, 1);
    byte[] first = aead.seal(new byte[0], new byte[1], 0, 1);
    assertEquals("ff".repeat(24), HexFormat.of().formatHex(last, 0, 24));
    assertEquals("ff".repeat(12) + "00".repeat(12), HexFormat.of().formatHex(first, 0, 24));
    assertArrayEquals(new byte[1], aead.open(new byte[0], first).expose());
  }

  @Test
  void messagesOfSeveralBatches_openInAnyOrder() throws Exception {
    byte[] key = random(32);
    List<byte[]> sealed = new ArrayList<>();
    for (int batch = 0; batch < 3; batch++) {
      XAes256Gcm aead = new XAes256Gcm(Secret.copyOf(key), RANDOM);
      for (int i = 0; i < 3; i++) {
        sealed.add(aead.seal(new byte[0], new byte[] {(byte) i}, 0, 1));
      }
    }
    XAes256Gcm aead = new XAes256Gcm(Secret.copyOf(key), RANDOM);
    for (int i : new int[] {0, 1, 3, 2, 8, 7, 0, 4, 5, 6}) {
      assertArrayEquals(
          new byte[] {(byte) (i % 3)}, aead.open(new byte[0], sealed.get(i)).expose());
      aead.seal(new byte[0], new byte[1], 0, 1);
    }
  }

  private static String open(int keyByte, String associated, String ciphertext) throws Exception {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) keyByte);
    byte[] nonce = "ABCDEFGHIJKLMNOPQRSTUVWX".getBytes(StandardCharsets.US_ASCII);
    byte[] rest = HexFormat.of().parseHex(ciphertext);
    byte[] sealed = Arrays.copyOf(nonce, nonce.length + rest.length);
    System.arraycopy(rest, 0, sealed, nonce.length, rest.length);
    Secret opened =
        new XAes256Gcm(Secret.wrap(key), RANDOM)
            .open(associated.getBytes(StandardCharsets.US_ASCII), sealed);
    return new String(opened.expose(), StandardCharsets.US_ASCII);
  }

  private static byte[] random(int length) {
    byte[] out = new byte[length];
    RANDOM.nextBytes(out);
    return out;
  }
}
