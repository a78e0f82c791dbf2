package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.key.RollbackGuard;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counters that are objects of a token. */
class CounterTest {
  @Test
  void softHsmMakesANewObject_andDestroysTheFormer() {
    countsUp(
        () -> Pkcs11Vault.open(SoftHsm.require().config(SoftHsm.COUNTER_TOKEN).build()),
        // 3 of C_FindObjects and C_GetAttributeValue; then C_SetAttributeValue, which is refused,
        // C_CreateObject, C_DestroyObject
        4,
        7);
    assertEquals(1, TokenObjects.count(SoftHsm.COUNTER_TOKEN));
  }

  @ParameterizedTest
  @EnumSource
  void nssChangesItsObject(Nss nss) {
    countsUp(nss::open, 4, 5);
  }

  @Test
  void namesAreThoseOfLabels() {
    try (Pkcs11Vault vault = SoftHsm.open()) {
      assertThrows(IllegalArgumentException.class, () -> vault.rollbackGuard("a:b"));
      assertThrows(IllegalArgumentException.class, () -> vault.rollbackGuard(""));
    }
  }

  private static void countsUp(Supplier<Pkcs11Vault> token, int callsToRead, int callsToAdvance) {
    try (Pkcs11Vault vault = token.get()) {
      RollbackGuard guard = vault.rollbackGuard("groups").orElseThrow();
      assertEquals(0, guard.current());
      guard.advanceTo(5);
      assertEquals(5, guard.current());
      long before = vault.tokenCalls();
      assertEquals(5, guard.current());
      assertEquals(callsToRead, vault.tokenCalls() - before);
      before = vault.tokenCalls();
      guard.advanceTo(9);
      assertEquals(callsToAdvance, vault.tokenCalls() - before);
      guard.advanceTo(7);
      assertEquals(9, guard.current(), "it only goes up");
      assertEquals(0, vault.rollbackGuard("others").orElseThrow().current());
    }
    try (Pkcs11Vault again = token.get()) {
      RollbackGuard guard = again.rollbackGuard("groups").orElseThrow();
      assertEquals(9, guard.current());
      guard.advanceTo(Long.MAX_VALUE);
      assertEquals(Long.MAX_VALUE, guard.current());
    }
  }
}
