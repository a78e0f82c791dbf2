package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.JnaCryptoki;
import dev.claviger.hsm.session.Modules;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that asks for its PIN itself: a SoftHSM behind a library that plays the keypad. */
class ProtectedPathTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_SECP256R1_SHA256;

  /** Sets the flag, and logs in with the PIN that a user would type if it is given none. */
  private static final String KEYPAD =
      """
      #include <dlfcn.h>
      #include <string.h>

      typedef unsigned long ulong;
      typedef ulong (*get_list_t)(void **);
      typedef ulong (*token_info_t)(ulong, char *);
      typedef ulong (*login_t)(ulong, ulong, const char *, ulong);

      static struct { char version[sizeof(void *)]; void *functions[68]; } list, *real;

      static ulong token_info(ulong slot, char *info) {
        ulong rv = ((token_info_t) real->functions[6])(slot, info);
        *(ulong *) (info + 96) |= FLAG;
        return rv;
      }

      static ulong login(ulong session, ulong user, const char *pin, ulong length) {
        if (pin != NULL || length != 0) {
          return 0x07;
        }
        return ((login_t) real->functions[18])(session, user, TYPED, strlen(TYPED));
      }

      ulong C_GetFunctionList(void **out) {
        void *library = dlopen(REAL, RTLD_NOW | RTLD_LOCAL);
        if (library == NULL) {
          return 0x05;
        }
        ulong rv = ((get_list_t) dlsym(library, "C_GetFunctionList"))((void **) &real);
        if (rv == 0) {
          memcpy(&list, real, sizeof list);
          list.functions[6] = token_info;
          list.functions[18] = login;
          *out = &list;
        }
        return rv;
      }
      """;

  @TempDir Path folder;

  private FaultyCryptoki module;
  private Pkcs11Vault vault;

  @AfterEach
  void close() {
    if (vault != null) {
      vault.close();
    }
  }

  @Test
  void loginIsAskedForWithoutAPin_andAgainAfterALogout() throws Exception {
    vault = open("0x100", PinSource.protectedPath());
    VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
    Pkcs11VaultTest.use(key);
    assertEquals(1, module.faults.count("C_Login"));
    module.logoutByOthers(SoftHsm.FAULTS_TOKEN);
    Pkcs11VaultTest.use(key);
    assertEquals(2, module.faults.count("C_Login"));
    assertTrue(vault.destroy(key.ref()));
  }

  @Test
  void wrongPinAtTheKeypad_isATypedError_andNobodyIsAskedAgain() throws Exception {
    vault = open("0x100", PinSource.protectedPath());
    VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
    module.faults.failNext("C_Login", Ckr.PIN_INCORRECT);
    module.logoutByOthers(SoftHsm.FAULTS_TOKEN);
    for (int i = 0; i < 2; i++) {
      PinException e = assertThrows(PinException.class, () -> Pkcs11VaultTest.use(key));
      assertEquals(PinException.Reason.INCORRECT, e.reason());
    }
    assertEquals(2, module.faults.count("C_Login"), "once to open, once refused");
    vault.close();
    vault = open("0x100", PinSource.protectedPath());
    assertTrue(vault.destroy(key.ref()));
  }

  @Test
  void tokenWithoutAKeypad_isNotAskedToLogIn() {
    PinException e = assertThrows(PinException.class, () -> open("0", PinSource.protectedPath()));
    assertEquals(PinException.Reason.MISSING, e.reason());
    assertTrue(e.getMessage().contains("CKF_PROTECTED_AUTHENTICATION_PATH"), e.getMessage());
    assertEquals(0, module.faults.count("C_Login"));
  }

  private Pkcs11Vault open(String flag, PinSource pin) throws Exception {
    Path real = folder.resolve("real" + System.nanoTime() + ".so");
    Files.copy(SoftHsm.require().library(), real);
    Path keypad =
        CModule.compile(
            folder,
            "keypad" + System.nanoTime(),
            KEYPAD,
            "REAL=\"" + real + "\"",
            "TYPED=\"" + new String(SoftHsm.require().pin()) + "\"",
            "FLAG=" + flag);
    module = new FaultyCryptoki(JnaCryptoki.load(keypad, "C_GetFunctionList"));
    return Pkcs11Vault.open(
        SoftHsm.require().config(SoftHsm.FAULTS_TOKEN).library(keypad).pin(pin).build(),
        new Modules(spec -> module.binding()));
  }
}
