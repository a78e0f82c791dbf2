package dev.claviger.keystore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.keystore.sealing.SealingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.UnrecoverableKeyException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.callback.PasswordCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores of a configuration file, over a sealed file. */
class VaultConfigurationTest {
  private static final char[] PASSPHRASE = "correct horse".toCharArray();

  @TempDir Path folder;

  private Path configuration() throws IOException {
    return Files.writeString(
        folder.resolve("claviger.properties"),
        "vaults = local\nlocal.kind = sealed\nlocal.file = keys.sealed\n");
  }

  private static KeyStore store(Provider provider) throws GeneralSecurityException {
    return KeyStore.getInstance("MLS", provider);
  }

  @Test
  void aKeyMadeInOneStore_isInTheNext() throws GeneralSecurityException, IOException {
    ClavigerKeyStoreProvider provider = new ClavigerKeyStoreProvider();
    KeyStore first = store(provider);
    first.load(
        VaultLoadStoreParameter.of(configuration(), new KeyStore.PasswordProtection(PASSPHRASE)));
    KeyPairGenerator.getInstance("Ed25519", provider).generateKeyPair();
    String alias = first.aliases().nextElement();
    first.load(null, null); // lets go of the file

    KeyStore next = store(new ClavigerKeyStoreProvider());
    next.load(
        VaultLoadStoreParameter.of(configuration(), new KeyStore.PasswordProtection(PASSPHRASE)));
    assertTrue(next.isKeyEntry(alias));
    next.load(null, null);
  }

  @Test
  void aWrongPassword_isAnUnrecoverableKey() throws GeneralSecurityException, IOException {
    KeyStore store = store(new ClavigerKeyStoreProvider());
    store.load(
        VaultLoadStoreParameter.of(configuration(), new KeyStore.PasswordProtection(PASSPHRASE)));
    store.load(null, null);

    IOException refused =
        assertThrows(
            IOException.class,
            () ->
                store.load(
                    VaultLoadStoreParameter.of(
                        configuration(), new KeyStore.PasswordProtection("wrong".toCharArray()))));
    assertInstanceOf(UnrecoverableKeyException.class, refused.getCause());
    assertEquals(
        SealingException.Reason.NOT_AUTHENTIC,
        ((SealingException) refused.getCause().getCause()).reason());
  }

  @Test
  void aCallbackIsAskedForIt_byTheNameOfTheVault() throws GeneralSecurityException, IOException {
    AtomicInteger asked = new AtomicInteger();
    KeyStore store = store(new ClavigerKeyStoreProvider());
    store.load(
        VaultLoadStoreParameter.of(
            configuration(),
            new KeyStore.CallbackHandlerProtection(
                callbacks -> {
                  PasswordCallback callback = (PasswordCallback) callbacks[0];
                  assertTrue(callback.getPrompt().contains("local"));
                  callback.setPassword(PASSPHRASE);
                  asked.incrementAndGet();
                })));

    assertEquals(1, asked.get());
    assertEquals(0, store.size());
    store.load(null, null);
  }

  @Test
  void withoutAPassword_theVaultsOpenWhenTheyAreAsked()
      throws GeneralSecurityException, IOException {
    Files.writeString(folder.resolve("phrase"), "from a file\n");
    Files.setPosixFilePermissions(
        folder.resolve("phrase"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    String text = Files.readString(configuration()) + "local.passphraseFile = phrase\n";
    Files.writeString(configuration(), text);
    Provider configured =
        new ClavigerKeyStoreProvider().configure(folder.resolve("claviger.properties").toString());
    KeyStore store = store(configured);
    store.load(null, null);

    assertTrue(Files.notExists(folder.resolve("keys.sealed")), "not yet");
    assertEquals(0, store.size());
    assertTrue(Files.exists(folder.resolve("keys.sealed")));
    assertTrue(((ClavigerKeyStoreProvider) configured).loaded().isPresent());
  }

  @Test
  void withoutAnyPassphrase_theFirstQuestionSaysWhatIsMissing()
      throws GeneralSecurityException, IOException {
    Provider configured = new ClavigerKeyStoreProvider().configure(configuration().toString());
    KeyStore store = store(configured);
    store.load(null, null);

    ProviderException missing = assertThrows(ProviderException.class, store::size);
    assertEquals(
        SealingException.Reason.PASSPHRASE_MISSING,
        ((SealingException) missing.getCause()).reason());
  }

  @Test
  void storing_givesTheConfigurationBack_byteForByte()
      throws GeneralSecurityException, IOException {
    byte[] text =
        ("# mine\r\nvaults=local\nlocal.kind=sealed\nlocal.file="
                + folder.resolve("absolute.sealed")
                + "\n")
            .getBytes(StandardCharsets.UTF_8);
    KeyStore store = store(new ClavigerKeyStoreProvider());
    store.load(new ByteArrayInputStream(text), PASSPHRASE);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    store.store(written, PASSPHRASE);

    assertArrayEquals(text, written.toByteArray());
    store.store(null, null);
    store.load(null, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vaults =",
        "vaults = a, a\na.kind = sealed",
        "vaults = a\nb.kind = sealed",
        "vaults = a\ngenerate = b\na.kind = sealed",
        "vaults = a",
        "vaults = a\na.kind = nothing-of-the-kind",
        "vaults = a\na.kind = sealed",
        "vaults = a\na.kind = sealed\na.file = x\na.fiel = y",
        "vaults = a\na.kind = sealed\na.file = x\na.vault = not-there",
        "vaults = a\na.kind = sealed\na.file = x\na.passphrase = secret",
        "vaults = a\na.kind = sealed\na.file = x\na.kms = no-such-kms://key",
      })
  void whatIsNotUnderstood_isRefused(String text) throws GeneralSecurityException {
    KeyStore store = store(new ClavigerKeyStoreProvider());

    IOException refused =
        assertThrows(
            IOException.class,
            () ->
                store.load(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), PASSPHRASE));
    assertTrue(!refused.getMessage().contains("= secret"), refused.getMessage());
  }

  @Test
  void aProviderIsNotConfiguredByWhatIsNoConfiguration() {
    Provider provider = new ClavigerKeyStoreProvider();
    String nowhere = folder.resolve("nowhere").toString();

    assertThrows(InvalidParameterException.class, () -> provider.configure(nowhere));
  }
}
