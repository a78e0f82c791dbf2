package dev.claviger.hsm.scratch;

import com.sun.jna.Platform;
import dev.claviger.hsm.PinSource;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.JnaCryptoki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A SoftHSM of this process's own, with empty tokens in a temporary folder (in memory where
 * /dev/shm is one, since SoftHSM syncs a file for each key) and a PIN that is no secret.
 *
 * <p>SoftHSM reads SOFTHSM2_CONF when the process first initialises it, and finds tokens then. So
 * there is one of these per process, created with all its tokens before any vault is opened.
 */
public final class ScratchSoftHsm implements AutoCloseable {
  private static final String CONFIGURATION_VARIABLE = "SOFTHSM2_CONF";
  private static final String PIN = "1234";
  private static final String SECURITY_OFFICER_PIN = "5678";
  private static final String TOOL = "softhsm2-util";
  private static final String[] LIBRARIES = {
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so"
  };

  private final Path directory;
  private final Path configuration;
  private final String pin;

  private ScratchSoftHsm(Path directory, Path configuration, String pin) {
    this.pin = pin;
    this.directory = directory;
    this.configuration = configuration;
  }

  /** What is missing here for a SoftHSM, for a reader; empty if nothing is. */
  public static Optional<String> missing() {
    if (Platform.isWindows()) {
      return Optional.of("a scratch SoftHSM is set up through setenv, which Windows has not");
    }
    if (findLibrary().isEmpty()) {
      return Optional.of("libsofthsm2.so is not installed (on Debian: apt install softhsm2)");
    }
    return Scratch.tool(TOOL).isPresent()
        ? Optional.empty()
        : Optional.of(TOOL + " is not installed (on Debian: apt install softhsm2)");
  }

  /**
   * Makes the tokens, and points SoftHSM at them.
   *
   * @throws IllegalStateException if SoftHSM is {@link #missing} or its tool fails
   */
  public static ScratchSoftHsm create(String... labels) {
    ScratchSoftHsm softHsm = forAnotherProcess(PIN, labels);
    Scratch.setEnvironment(CONFIGURATION_VARIABLE, softHsm.configuration.toString());
    return softHsm;
  }

  /** The same for a process that is given its {@link #configuration}; this one does not see it. */
  public static ScratchSoftHsm forAnotherProcess(String pin, String... labels) {
    missing()
        .ifPresent(
            what -> {
              throw new IllegalStateException(what);
            });
    try {
      Path directory = Scratch.folder("softhsm");
      ScratchSoftHsm softHsm = new ScratchSoftHsm(directory, writeConfiguration(directory), pin);
      for (String label : labels) {
        initializeToken(softHsm.configuration, label, pin);
      }
      return softHsm;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shared library. */
  public Path library() {
    return findLibrary().orElseThrow();
  }

  /** Its configuration file, for other processes that shall see the same tokens. */
  public Path configuration() {
    return configuration;
  }

  /** The user PIN of every token here; a new array each time. */
  public char[] pin() {
    return pin.toCharArray();
  }

  /** How to open a vault on one of the tokens. */
  public Pkcs11Config.Builder config(String label) {
    return Pkcs11Config.builder().library(library()).tokenLabel(label).pin(PinSource.of(this::pin));
  }

  /** Logs this process out of one of the tokens, as somebody else in it may do. */
  public void logout(String label) {
    Cryptoki other = JnaCryptoki.load(library(), "C_GetFunctionList");
    for (long slot : other.getSlotList()) {
      if (other.getTokenInfo(slot).label().equals(label)) {
        long session = other.openSession(slot);
        other.logout(session);
        other.closeSession(session);
      }
    }
  }

  /** Removes the tokens and all keys in them; close the vaults first. */
  @Override
  public void close() {
    Scratch.delete(directory);
  }

  static Optional<Path> findLibrary() {
    return Scratch.find(LIBRARIES);
  }

  static Path writeConfiguration(Path directory) throws IOException {
    Path configuration = directory.resolve("softhsm2.conf");
    Path tokens = Files.createDirectory(directory.resolve("tokens"));
    return Files.writeString(
        configuration,
        "directories.tokendir = "
            + tokens
            + "\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n");
  }

  static void initializeToken(Path configuration, String label) throws IOException {
    initializeToken(configuration, label, PIN);
  }

  private static void initializeToken(Path configuration, String label, String pin)
      throws IOException {
    Scratch.run(
        Map.of(CONFIGURATION_VARIABLE, configuration.toString()),
        TOOL,
        "--init-token",
        "--free",
        "--label",
        label,
        "--so-pin",
        SECURITY_OFFICER_PIN,
        "--pin",
        pin);
  }
}
