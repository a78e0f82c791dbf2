package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.NativeLibrary;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.JnaCryptoki;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several modules in one process. All have functions of the same names, and the system's loader
 * would let one call another's if they were loaded as JNA loads libraries.
 */
class TwoModulesTest {
  /** A module whose C_GetInfo asks a helper, which other modules have under the same name. */
  private static final String SOURCE =
      """
      #include <string.h>

      const char *HELPER(void) { return NAME; }

      const char *who(void) { return HELPER(); }

      static unsigned long get_info(char *info) {
        memset(info + 2, ' ', 32);
        memcpy(info + 2, HELPER(), strlen(HELPER()));
        return 0;
      }

      static struct { char version[sizeof(void *)]; void *functions[68]; } list;

      unsigned long get_list(void **out) {
        list.functions[2] = get_info;
        *out = &list;
        return 0;
      }
      """;

  @TempDir Path folder;

  @Test
  void helperOfTheSameName_isEachModulesOwn() throws Exception {
    Cryptoki first = JnaCryptoki.load(compile("first", "claviger_helper"), "get_list");
    Cryptoki second = JnaCryptoki.load(compile("second", "claviger_helper"), "get_list");
    for (int turn = 0; turn < 2; turn++) {
      assertEquals("first", first.getInfo().manufacturer());
      assertEquals("second", second.getInfo().manufacturer());
    }
    assertThrows(UnsatisfiedLinkError.class, () -> ofTheProcess("claviger_helper"));
  }

  /** Without which the test above would show nothing. */
  @Test
  void helperOfTheSameName_isTheFirstModules_inLibrariesThatJnaLoads() throws Exception {
    NativeLibrary first = NativeLibrary.getInstance(compile("one", "shared_helper").toString());
    NativeLibrary second = NativeLibrary.getInstance(compile("two", "shared_helper").toString());
    assertEquals("one", first.getFunction("who").invokeString(new Object[0], false));
    assertEquals("one", second.getFunction("who").invokeString(new Object[0], false));
    ofTheProcess("shared_helper");
  }

  @Test
  void softHsmAndNss_workInTurns_andAtOnce_andShowNothingOfThemselves() throws Exception {
    try (Pkcs11Vault softHsm = SoftHsm.open();
        Pkcs11Vault nss = Nss.DATABASE.open()) {
      List<VaultKey> keys =
          List.of(
              softHsm.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256),
              nss.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256),
              softHsm.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256),
              nss.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256));
      Callable<Void> turns =
          () -> {
            for (int i = 0; i < 20; i++) {
              for (VaultKey key : keys) {
                Pkcs11VaultTest.use(key);
              }
            }
            return null;
          };
      turns.call();
      ExecutorService pool = Executors.newFixedThreadPool(2);
      try {
        for (Future<Void> done : pool.invokeAll(List.of(turns, turns))) {
          done.get();
        }
      } finally {
        pool.shutdownNow();
      }
      assertEquals(60, softHsm.attest(keys.get(0).ref()).operations());
      assertEquals(60, nss.attest(keys.get(3).ref()).operations());
      for (String symbol : List.of("C_GetFunctionList", "C_Sign", "FC_GetFunctionList")) {
        assertThrows(UnsatisfiedLinkError.class, () -> ofTheProcess(symbol), symbol);
      }
      for (VaultKey key : keys) {
        assertTrue(softHsm.destroy(key.ref()) ^ nss.destroy(key.ref()));
      }
    }
  }

  /** What any library that is loaded next would find. */
  private static void ofTheProcess(String symbol) {
    NativeLibrary.getProcess().getGlobalVariableAddress(symbol);
  }

  private Path compile(String name, String helper) throws IOException, InterruptedException {
    return CModule.compile(folder, name, SOURCE, "NAME=\"" + name + "\"", "HELPER=" + helper);
  }
}
