package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SealingHandle;
import dev.claviger.crypto.key.SealingHandles;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.JnaCryptoki;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.WrappedKeysInMemory;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * AES keys that lie on the token under our labels, and can do more than ours may: made by somebody
 * else, or by a vault that died before it had read them back.
 */
class PlantedKeysTest {
  private static final KemId KEM = KemId.DHKEM_P256_HKDF_SHA256;

  private final WrappedKeysInMemory rows = new WrappedKeysInMemory();

  @Test
  void wrappingKeyThatDecrypts_wrapsNothing_andGoesWithTheNextRotation()
      throws GeneralSecurityException {
    long before = TokenObjects.count(SoftHsm.CUSTODY_TOKEN);
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(
            SoftHsm.require()
                .config(SoftHsm.CUSTODY_TOKEN)
                .custody(KeyPurpose.LEAF, Custody.WRAPPED)
                .wrappedKeys(rows)
                .build())) {
      Bytes planted = Bytes.utf8("planted");
      plant(SoftHsm.CUSTODY_TOKEN, planted, "claviger:wrapping:" + rows.name() + ":7");
      VaultKey key = vault.generate(KeyPurpose.LEAF, KEM);
      assertNotEquals(planted, rows.find(key.ref()).orElseThrow().wrappingKey());
      Pkcs11VaultTest.use(key);
      assertEquals(before + 2, TokenObjects.count(SoftHsm.CUSTODY_TOKEN));
      vault.rotateWrappingKey((done, total) -> {});
      assertEquals(before + 1, TokenObjects.count(SoftHsm.CUSTODY_TOKEN));
      Pkcs11VaultTest.use(key);
      assertTrue(vault.destroy(key.ref()));
      vault.reap(Set.of(), Duration.ofSeconds(-1));
    }
    assertEquals(before, TokenObjects.count(SoftHsm.CUSTODY_TOKEN));
  }

  @Test
  void sealingKeyThatWraps_isNotCurrent_andCanBeDestroyed() {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(SoftHsm.require().config(SoftHsm.SEALING_TOKEN).build())) {
      SealingHandles keys = vault.sealingHandles().orElseThrow();
      SealingHandle good = keys.generate("planted");
      plant(SoftHsm.SEALING_TOKEN, Bytes.fromHex("ff".repeat(16)), "claviger:sealing:planted");
      assertEquals(good.ref(), keys.current("planted").orElseThrow().ref());
      assertTrue(keys.destroy(good.ref()));
      assertEquals(Optional.empty(), keys.current("planted"));
      String uri = good.ref().toString().replaceFirst("id=[^;]*", "id=" + "%FF".repeat(16));
      assertTrue(keys.destroy(KeyRef.of(uri)));
    }
    assertEquals(0, TokenObjects.count(SoftHsm.SEALING_TOKEN));
  }

  /** The vault on the token is logged in, and so is this. */
  private static void plant(String token, Bytes id, String label) {
    Cryptoki other = JnaCryptoki.load(SoftHsm.require().library(), "C_GetFunctionList");
    for (long slot : other.getSlotList()) {
      if (other.getTokenInfo(slot).label().equals(token)) {
        long session = other.openSession(slot);
        other.generateKey(
            session,
            new Mechanism.Plain(Ckm.AES_KEY_GEN),
            Template.empty()
                .with(Cka.TOKEN, true)
                .with(Cka.PRIVATE, true)
                .with(Cka.SENSITIVE, true)
                .with(Cka.EXTRACTABLE, false)
                .with(Cka.ENCRYPT, true)
                .with(Cka.DECRYPT, true)
                .with(Cka.WRAP, true)
                .with(Cka.UNWRAP, true)
                .with(Cka.VALUE_LEN, 32)
                .with(Cka.ID, id)
                .with(Cka.LABEL, Bytes.utf8(label)));
        other.closeSession(session);
      }
    }
  }
}
