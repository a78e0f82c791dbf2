package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.JnaCryptoki;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.WrappedKeysInMemory;
import dev.claviger.hsm.session.Modules;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A SoftHSM that unwraps keys to something else than it was asked for. No token at hand does that:
 * a stand-in for the binding asks it for something else.
 */
class DisobedientUnwrapTest {
  private static final KemId P256 = KemId.DHKEM_P256_HKDF_SHA256;

  @TempDir private Path folder;
  private final WrappedKeysInMemory rows = new WrappedKeysInMemory();
  private Path library;
  private long before;

  @BeforeEach
  void copyTheLibrary() throws Exception {
    library = Files.copy(SoftHsm.require().library(), folder.resolve("libsofthsm2-disobedient.so"));
    before = TokenObjects.count(SoftHsm.FAULTS_TOKEN);
  }

  @Test
  void keyThatWouldBeExtractable_isNotWrapped() {
    assertEquals("CKA_EXTRACTABLE", refusedAttribute(Cka.EXTRACTABLE, true));
  }

  @Test
  void keyThatWouldNotBeSensitive_isNotWrapped() {
    assertEquals("CKA_SENSITIVE", refusedAttribute(Cka.SENSITIVE, false));
  }

  @Test
  void keyThatCouldDoMoreThanDerive_isNotWrapped() {
    assertEquals("CKA_SIGN", refusedAttribute(Cka.SIGN, true));
  }

  @Test
  void tokenThatObeys_isNotRefused() {
    try (Pkcs11Vault vault = open(Cka.EXTRACTABLE, false)) {
      assertTrue(vault.destroy(vault.generate(KeyPurpose.LEAF, P256).ref()));
      vault.reap(Set.of(), Duration.ofSeconds(-1)); // the wrapping key
    }
    assertEquals(before, TokenObjects.count(SoftHsm.FAULTS_TOKEN));
  }

  /** What the refusal blames; nothing of the trial is left on the token or outside of it. */
  private String refusedAttribute(long attribute, boolean value) {
    try (Pkcs11Vault vault = open(attribute, value)) {
      UnsupportedKeyException e =
          assertThrows(UnsupportedKeyException.class, () -> vault.generate(KeyPurpose.LEAF, P256));
      assertTrue(e.getMessage().contains("of what it unwraps"), e.getMessage());
      assertTrue(rows.list().isEmpty());
      assertEquals(before, TokenObjects.count(SoftHsm.FAULTS_TOKEN));
      String message = e.getMessage();
      int at = message.indexOf("CKA_");
      return message.substring(at).split("\\W", 2)[0];
    }
  }

  private Pkcs11Vault open(long attribute, boolean value) {
    Cryptoki real = JnaCryptoki.load(library, "C_GetFunctionList");
    Pkcs11Config config =
        SoftHsm.require()
            .config(SoftHsm.FAULTS_TOKEN)
            .library(library)
            .custody(KeyPurpose.LEAF, Custody.WRAPPED)
            .wrappedKeys(rows)
            .build();
    return Pkcs11Vault.open(config, new Modules(spec -> disobedient(real, attribute, value)));
  }

  private static Cryptoki disobedient(Cryptoki real, long attribute, boolean value) {
    return (Cryptoki)
        Proxy.newProxyInstance(
            Cryptoki.class.getClassLoader(),
            new Class<?>[] {Cryptoki.class},
            (proxy, method, arguments) ->
                invoke(real, method, changed(method, arguments, attribute, value)));
  }

  private static Object[] changed(
      Method method, Object[] arguments, long attribute, boolean value) {
    if (!method.getName().equals("unwrapKey")) {
      return arguments;
    }
    Object[] changed = arguments.clone();
    int last = changed.length - 1;
    changed[last] = ((Template) changed[last]).without(attribute).with(attribute, value);
    return changed;
  }

  private static Object invoke(Cryptoki real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
