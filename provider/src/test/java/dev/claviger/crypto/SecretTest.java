package dev.claviger.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void zeroesItsBytes_whenDestroyed() {
    byte[] value = {1, 2, 3};
    Secret secret = Secret.wrap(value);

    secret.destroy();

    assertArrayEquals(new byte[3], value);
    assertTrue(secret.isDestroyed());
    assertEquals(3, secret.length());
  }

  @Test
  void isUnusable_onceDestroyed() {
    Secret secret = Secret.copyOf((byte) 1);
    secret.close();

    assertThrows(IllegalStateException.class, secret::expose);
    assertThrows(IllegalStateException.class, secret::copy);
    assertThrows(IllegalStateException.class, () -> secret.feed((a, o, n) -> {}));
    assertThrows(IllegalStateException.class, () -> Secret.concat(secret));
  }

  @Test
  void neverPrints() {
    Secret secret = Secret.copyOf(Bytes.fromHex("c0ffee"));

    assertEquals("Secret[3 bytes]", secret.toString());
    assertFalse(secret.toKey("AES").toString().contains("c0ffee"));
    secret.destroy();
    assertEquals("Secret[destroyed]", secret.toString());
  }

  @Test
  void copiesAreIndependent() {
    Secret secret = Secret.copyOf((byte) 7);
    Secret copy = secret.copy();
    secret.destroy();

    assertEquals(Secret.copyOf((byte) 7), copy);
    assertNotEquals(Secret.copyOf((byte) 8), copy);
  }
}
