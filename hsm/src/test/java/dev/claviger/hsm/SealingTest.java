package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.audit.AuditException;
import dev.claviger.crypto.audit.AuditedVault;
import dev.claviger.crypto.audit.KeyUse;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.SealingHandle;
import dev.claviger.crypto.key.SealingHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AES keys of a SoftHSM token, by which things outside of it are sealed. */
class SealingTest {
  private static final Secret CLEAR = Secret.copyOf(Bytes.utf8("what nobody shall read"));
  private static final Bytes ABOUT = Bytes.utf8("about it");

  private Pkcs11Vault vault;
  private SealingHandles keys;
  private SealingHandle key;

  @BeforeEach
  void open() {
    vault = Pkcs11Vault.open(SoftHsm.require().config(SoftHsm.SEALING_TOKEN).build());
    keys = vault.sealingHandles().orElseThrow();
    key = keys.generate("store");
  }

  @AfterEach
  void close() {
    if (vault != null) {
      for (Optional<SealingHandle> left = keys.current("store");
          left.isPresent();
          left = keys.current("store")) {
        keys.destroy(left.get().ref());
      }
      assertEquals(0, TokenObjects.count(SoftHsm.SEALING_TOKEN));
      vault.close();
    }
  }

  @Test
  void whatWasSealed_isOpenedByAnotherVaultOnTheToken() {
    Bytes sealed = key.seal(CLEAR, ABOUT);

    try (Pkcs11Vault other =
        Pkcs11Vault.open(SoftHsm.require().config(SoftHsm.SEALING_TOKEN).build())) {
      SealingHandle again = other.sealingHandles().orElseThrow().find(key.ref()).orElseThrow();
      assertEquals(CLEAR, again.open(sealed, ABOUT));
    }
  }

  @Test
  void noTwoSealingsAreAlike() {
    assertNotEquals(key.seal(CLEAR, ABOUT), key.seal(CLEAR, ABOUT));
  }

  @Test
  void nothingCanBeSealedToo() {
    Secret nothing = Secret.zeros(0);
    assertEquals(nothing, key.open(key.seal(nothing, Bytes.empty()), Bytes.empty()));
  }

  @Test
  void everyByteAndTheAssociatedDataAreAuthenticated() {
    Bytes sealed = key.seal(CLEAR, ABOUT);

    assertThrows(AuthenticationException.class, () -> key.open(sealed, Bytes.utf8("another")));
    for (int i = 0; i < sealed.length(); i += 5) {
      byte[] changed = sealed.toByteArray();
      changed[i] ^= 1;
      assertThrows(AuthenticationException.class, () -> key.open(Bytes.wrap(changed), ABOUT));
    }
    for (int length : new int[] {0, 11, 27, 28, sealed.length() - 1}) {
      assertThrows(AuthenticationException.class, () -> key.open(sealed.slice(0, length), ABOUT));
    }
    assertEquals(CLEAR, key.open(sealed, ABOUT), "after all those failures");
  }

  @Test
  void theNewestOfAName_isCurrent_andTheOlderOnesStillOpen() {
    Bytes sealed = key.seal(CLEAR, ABOUT);
    SealingHandle next = keys.generate("store");

    assertEquals(next.ref(), keys.current("store").orElseThrow().ref());
    assertThrows(AuthenticationException.class, () -> next.open(sealed, ABOUT));
    assertEquals(CLEAR, keys.find(key.ref()).orElseThrow().open(sealed, ABOUT));
  }

  @Test
  void aKeyThatWasDestroyed_saysSo() {
    Bytes sealed = key.seal(CLEAR, ABOUT);
    assertTrue(keys.destroy(key.ref()));

    assertThrows(KeyDestroyedException.class, () -> key.open(sealed, ABOUT));
    assertEquals(Optional.empty(), keys.find(key.ref()));
  }

  @Test
  void eachUseIsAudited_alsoOneThatFails() {
    List<KeyUse> uses = new ArrayList<>();
    SealingHandles audited =
        AuditedVault.failClosed(vault, uses::add).sealingHandles().orElseThrow();
    SealingHandle made = audited.generate("audited");
    Bytes sealed = made.seal(CLEAR, ABOUT);
    assertEquals(CLEAR, audited.current("audited").orElseThrow().open(sealed, ABOUT));
    assertThrows(AuthenticationException.class, () -> made.open(sealed, Bytes.empty()));
    assertTrue(audited.destroy(made.ref()));
    assertFalse(audited.destroy(made.ref()));

    assertEquals(
        List.of(
            KeyUse.Operation.GENERATE,
            KeyUse.Operation.SEAL,
            KeyUse.Operation.OPEN,
            KeyUse.Operation.OPEN,
            KeyUse.Operation.DESTROY),
        uses.stream().map(KeyUse::operation).toList());
    for (KeyUse use : uses) {
      assertEquals(Optional.of(made.ref()), use.key());
      assertEquals(Optional.empty(), use.purpose());
      assertEquals("AES-256-GCM", use.mechanism());
    }
    assertEquals(Optional.of("AuthenticationException"), uses.get(3).failure());
  }

  @Test
  void whatCannotBeRecorded_isWithheld() {
    Bytes sealed = key.seal(CLEAR, ABOUT);
    SealingHandles audited =
        AuditedVault.failClosed(
                vault,
                use -> {
                  throw new IllegalStateException("the disk is full");
                })
            .sealingHandles()
            .orElseThrow();
    SealingHandle found = audited.find(key.ref()).orElseThrow();
    assertThrows(AuditException.class, () -> found.seal(CLEAR, ABOUT));
    assertThrows(AuditException.class, () -> found.open(sealed, ABOUT));
    assertThrows(AuditException.class, () -> audited.generate("withheld"));
    assertEquals(Optional.empty(), keys.current("withheld"));
  }

  @Test
  void sealingAndOpeningTakeFiveCalls() {
    long before = vault.tokenCalls();
    Bytes sealed = key.seal(CLEAR, ABOUT);
    assertEquals(5, vault.tokenCalls() - before);
    key.open(sealed, ABOUT);
    assertEquals(10, vault.tokenCalls() - before);
  }
}
