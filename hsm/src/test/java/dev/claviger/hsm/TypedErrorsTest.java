package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.JnaCryptoki;
import dev.claviger.hsm.session.Modules;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing is named, and what to do about it. */
class TypedErrorsTest {
  private static final String WRONG_PIN = "wrong-9876";

  @TempDir Path folder;

  @Test
  void missingLibrary_isNamed() {
    Path nowhere = folder.resolve("libnowhere.so");
    Pkcs11Config config =
        Pkcs11Config.builder().library(nowhere).pin(PinSource.protectedPath()).build();
    Pkcs11LibraryException e =
        assertThrows(Pkcs11LibraryException.class, () -> Pkcs11Vault.open(config));
    String said = e.getMessage();
    assertTrue(said.startsWith("the PKCS#11 library " + nowhere + " cannot be used: it"), said);
    assertEquals(said.indexOf(nowhere.toString()), said.lastIndexOf(nowhere.toString()), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void fileThatIsNoLibrary_isRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("libtext.so"), "not a library");
    Pkcs11Config config =
        Pkcs11Config.builder().library(text).pin(PinSource.protectedPath()).build();
    assertThrows(Pkcs11LibraryException.class, () -> Pkcs11Vault.open(config));
  }

  @Test
  void libraryWithoutPkcs11_isRefused() {
    Pkcs11Config config =
        Pkcs11Config.builder().library(Path.of("libc.so.6")).pin(PinSource.protectedPath()).build();
    Pkcs11LibraryException e =
        assertThrows(Pkcs11LibraryException.class, () -> Pkcs11Vault.open(config));
    assertTrue(e.getMessage().contains("C_GetFunctionList"), e.getMessage());
  }

  @Test
  void absentToken_isNamed_andTheOnesThatAreThereAreListed() {
    Pkcs11Config config = SoftHsm.require().config("not here").build();
    TokenNotFoundException e =
        assertThrows(TokenNotFoundException.class, () -> Pkcs11Vault.open(config));
    assertTrue(e.getMessage().startsWith("no token has label \"not here\": "), e.getMessage());
    assertTrue(e.getMessage().contains("\"" + SoftHsm.TOKEN + "\""), e.getMessage());
    assertTrue(e.getMessage().contains("\"" + SoftHsm.OTHER_TOKEN + "\""), e.getMessage());
  }

  @Test
  void selectorThatFitsSeveralTokens_isRefused() {
    SoftHsm.require();
    Pkcs11Config config =
        Pkcs11Config.builder()
            .library(SoftHsm.require().library())
            .pin(PinSource.of(SoftHsm.require()::pin))
            .build();
    assertThrows(TokenNotFoundException.class, () -> Pkcs11Vault.open(config));
  }

  @Test
  void wrongPin_isTriedOnce_andNotTold() {
    Path library = SoftHsm.require().library();
    AtomicInteger logins = new AtomicInteger();
    Modules counting =
        new Modules(
            spec -> countingLogins(JnaCryptoki.load(spec.library(), spec.functionList()), logins));
    Pkcs11Config config =
        Pkcs11Config.builder()
            .library(library)
            .tokenLabel(SoftHsm.LOCKED_TOKEN)
            .pin(PinSource.of(WRONG_PIN::toCharArray))
            .build();
    PinException e = assertThrows(PinException.class, () -> Pkcs11Vault.open(config, counting));
    assertEquals(PinException.Reason.INCORRECT, e.reason());
    assertEquals(1, logins.get());
    for (Throwable t = e; t != null; t = t.getCause()) {
      assertFalse(String.valueOf(t.getMessage()).contains(WRONG_PIN));
    }
  }

  @Test
  void pin_isWipedAfterUse() {
    char[] pin = SoftHsm.require().pin();
    Pkcs11Config config =
        SoftHsm.require().config(SoftHsm.OTHER_TOKEN).pin(PinSource.of(() -> pin)).build();
    Pkcs11Vault.open(config).close();
    assertEquals("\0".repeat(pin.length), new String(pin));
  }

  @Test
  void pinFile_withMode600_isRead() throws IOException {
    Path file = pinFile(new String(SoftHsm.require().pin()) + "\n", "rw-------");
    Pkcs11Config config =
        SoftHsm.require().config(SoftHsm.OTHER_TOKEN).pin(PinSource.file(file)).build();
    Pkcs11Vault.open(config).close();
  }

  @Test
  void pinFile_thatOthersMayRead_isRefused() throws IOException {
    for (String mode : new String[] {"rw-r-----", "rw----r--", "rwx------", "rw--w----"}) {
      Path file = pinFile("1234\n", mode);
      PinException e = assertThrows(PinException.class, () -> PinSource.file(file).get());
      assertEquals(PinException.Reason.FILE_UNSAFE, e.reason());
      assertTrue(e.getMessage().contains("chmod 600"), e.getMessage());
    }
  }

  @Test
  void pinFile_thatIsEmptyOrMissing_isRefused() throws IOException {
    PinSource empty = PinSource.file(pinFile("\n1234", "rw-------"));
    assertEquals(
        PinException.Reason.FILE_UNSAFE, assertThrows(PinException.class, empty::get).reason());
    PinSource missing = PinSource.file(folder.resolve("nowhere"));
    assertEquals(
        PinException.Reason.FILE_UNREADABLE,
        assertThrows(PinException.class, missing::get).reason());
  }

  private Path pinFile(String content, String mode) throws IOException {
    Path file = Files.createTempFile(folder, "pin", "");
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  static Cryptoki countingLogins(Cryptoki real, AtomicInteger logins) {
    return (Cryptoki)
        Proxy.newProxyInstance(
            Cryptoki.class.getClassLoader(),
            new Class<?>[] {Cryptoki.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("login")) {
                logins.incrementAndGet();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
