package dev.claviger.conformance.bench.group;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Which JVMs have Conscrypt. */
final class ClassPathTest {
  @Test
  void conscrypt_isOnTheClassPathOfItsStacksAlone() {
    for (String stack : Stacks.names()) {
      String path = ClassPath.of(stack);
      if (Stacks.hasConscrypt(stack)) {
        assertTrue(path.contains("conscrypt-openjdk-uber"), stack);
      } else {
        assertFalse(path.contains("conscrypt-openjdk-uber"), stack);
      }
    }
  }
}
