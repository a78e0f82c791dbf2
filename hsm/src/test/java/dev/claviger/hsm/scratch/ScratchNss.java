package dev.claviger.hsm.scratch;

import com.sun.jna.Platform;
import dev.claviger.hsm.PinSource;
import dev.claviger.hsm.Pkcs11Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The NSS softokn of this process with empty databases of its own, and a PIN that is no secret: as
 * it comes, or in FIPS mode, which is a second entry to the same library with tokens of its own.
 *
 * <p>NSS is told of its databases when it is initialised. So there is one of these per process and
 * mode, created with all its tokens.
 */
public final class ScratchNss implements AutoCloseable {
  /** FIPS mode wants seven characters or more, of three kinds. */
  private static final String PIN = "Scratch-1";

  private static final String TOOL = "certutil";

  /** How often the PIN is hashed for each attribute written; a PIN that is no secret needs none. */
  private static final String ITERATIONS = "NSS_MAX_MP_PBE_ITERATION_COUNT";

  private static final String[] LIBRARIES = {
    "/usr/lib/*/libsoftokn3.so",
    "/usr/lib/*/nss/libsoftokn3.so",
    "/usr/lib64/libsoftokn3.so",
    "/opt/homebrew/lib/libsoftokn3.dylib"
  };

  private final Path directory;
  private final boolean fips;
  private final String arguments;

  private ScratchNss(Path directory, boolean fips, String arguments) {
    this.directory = directory;
    this.fips = fips;
    this.arguments = arguments;
  }

  /** What is missing here for NSS, for a reader; empty if nothing is. */
  public static Optional<String> missing() {
    if (Platform.isWindows()) {
      return Optional.of("a scratch NSS is not set up on Windows");
    }
    if (Scratch.find(LIBRARIES).isEmpty()) {
      return Optional.of("libsoftokn3.so is not installed (on Debian: apt install libnss3)");
    }
    return Scratch.tool(TOOL).isPresent()
        ? Optional.empty()
        : Optional.of(TOOL + " is not installed (on Debian: apt install libnss3-tools)");
  }

  /** Databases for NSS as it comes. */
  public static ScratchNss create(String... labels) {
    return create(false, 4, List.of(labels));
  }

  /** Databases for NSS in FIPS mode. */
  public static ScratchNss createFips(String... labels) {
    return create(true, 101, List.of(labels));
  }

  /**
   * @param firstSlot NSS reserves ranges of slots for the databases of each mode
   */
  private static ScratchNss create(boolean fips, int firstSlot, List<String> labels) {
    try {
      Path directory = Scratch.folder("nss");
      Path pin = Files.writeString(directory.resolve("pin"), PIN + "\n");
      Path empty = Files.createDirectory(directory.resolve("empty"));
      Scratch.setEnvironment(ITERATIONS, "1");
      Scratch.run(Map.of(ITERATIONS, "1"), TOOL, "-N", "-d", "sql:" + empty, "-f", pin.toString());
      StringBuilder tokens = new StringBuilder();
      for (int i = 0; i < labels.size(); i++) {
        Path database = Files.createDirectory(directory.resolve("token" + i));
        for (String file : List.of("cert9.db", "key4.db", "pkcs11.txt")) {
          Files.copy(empty.resolve(file), database.resolve(file));
        }
        tokens.append(
            String.format(
                " 0x%x=[configDir='sql:%s' tokenDescription='%s']",
                firstSlot + i, database, labels.get(i)));
      }
      return new ScratchNss(
          directory,
          fips,
          "configdir='sql:"
              + empty
              + "' certPrefix='' keyPrefix='' secmod='secmod.db' flags= tokens=<"
              + tokens
              + ">");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shared library. */
  public Path library() {
    return Scratch.find(LIBRARIES).orElseThrow();
  }

  /** The user PIN of every token here; a new array each time. */
  public char[] pin() {
    return PIN.toCharArray();
  }

  /** How to open a vault on one of the tokens. */
  public Pkcs11Config.Builder config(String label) {
    return Pkcs11Config.builder()
        .library(library())
        .functionList(fips ? "FC_GetFunctionList" : "C_GetFunctionList")
        .moduleArguments(arguments)
        .tokenLabel(label)
        .pin(PinSource.of(this::pin));
  }

  /** Removes the databases and all keys in them; close the vaults first. */
  @Override
  public void close() {
    Scratch.delete(directory);
  }
}
