package dev.claviger.hsm.scratch;

import com.sun.jna.Platform;
import dev.claviger.hsm.PinSource;
import dev.claviger.hsm.Pkcs11Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A TPM of software (swtpm) with one empty tpm2-pkcs11 token, and a PIN that is no secret. The
 * library reads its environment, so there is one of these per process.
 */
public final class ScratchTpm implements AutoCloseable {
  private static final String PIN = "1234";
  private static final String SECURITY_OFFICER_PIN = "5678";
  private static final String TPM = "swtpm";
  private static final String TOOL = "pkcs11-tool";
  private static final long PATIENCE_MILLIS = 20_000;
  private static final String[] LIBRARIES = {
    "/usr/lib/*/pkcs11/libtpm2_pkcs11.so", "/usr/lib64/pkcs11/libtpm2_pkcs11.so"
  };

  private final Path directory;
  private final Process tpm;
  private final String label;

  private ScratchTpm(Path directory, Process tpm, String label) {
    this.directory = directory;
    this.tpm = tpm;
    this.label = label;
  }

  /** What is missing here, for a reader; empty if nothing is. */
  public static Optional<String> missing() {
    if (Platform.isWindows()) {
      return Optional.of("a scratch TPM is not set up on Windows");
    }
    if (Scratch.find(LIBRARIES).isEmpty()) {
      return Optional.of("tpm2-pkcs11 is not installed (on Debian: apt install libtpm2-pkcs11-1)");
    }
    if (Scratch.find("/usr/lib/*/libtss2-tcti-swtpm.so.0", "/usr/lib64/libtss2-tcti-swtpm.so.0")
        .isEmpty()) {
      return Optional.of("on Debian: apt install libtss2-tcti-swtpm0");
    }
    for (String tool : new String[] {TPM, TOOL}) {
      if (Scratch.tool(tool).isEmpty()) {
        return Optional.of(tool + " is not installed (on Debian: apt install swtpm opensc)");
      }
    }
    return Optional.empty();
  }

  /** Starts the TPM and makes the token. */
  public static ScratchTpm create(String label) {
    try {
      Path directory = Scratch.folder("tpm");
      Path store = Files.createDirectory(directory.resolve("store"));
      int port = twoFreePorts();
      Process tpm =
          new ProcessBuilder(
                  TPM,
                  "socket",
                  "--tpm2",
                  "--tpmstate",
                  "dir=" + directory,
                  "--server",
                  "type=tcp,bindaddr=127.0.0.1,port=" + port,
                  "--ctrl",
                  "type=tcp,bindaddr=127.0.0.1,port=" + (port + 1),
                  "--flags",
                  "not-need-init,startup-clear")
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      ScratchTpm made = new ScratchTpm(directory, tpm, label);
      try {
        made.awaitControl(port + 1);
        Map<String, String> environment =
            Map.of(
                "TPM2_PKCS11_STORE",
                store.toString(),
                "TPM2_PKCS11_TCTI",
                "swtpm:host=127.0.0.1,port=" + port,
                "TSS2_LOG",
                "all+none");
        made.tool(environment, "--init-token", "--label", label);
        made.tool(environment, "--init-pin", "--login", "--pin", PIN);
        environment.forEach(Scratch::setEnvironment);
        return made;
      } catch (RuntimeException | IOException e) {
        made.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shared library. */
  public static Path library() {
    return Scratch.find(LIBRARIES).orElseThrow();
  }

  /** The user PIN of the token; a new array each time. */
  public char[] pin() {
    return PIN.toCharArray();
  }

  /** How to open a vault on the token. */
  public Pkcs11Config.Builder config() {
    return Pkcs11Config.builder().library(library()).tokenLabel(label).pin(PinSource.of(this::pin));
  }

  /** Ends the TPM and removes its state; close the vaults first. */
  @Override
  public void close() {
    tpm.destroyForcibly();
    tpm.onExit().join();
    Scratch.delete(directory);
  }

  private void tool(Map<String, String> environment, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 5];
    command[0] = TOOL;
    command[1] = "--module";
    command[2] = library().toString();
    command[3] = "--so-pin";
    command[4] = SECURITY_OFFICER_PIN;
    System.arraycopy(arguments, 0, command, 5, arguments.length);
    Scratch.run(environment, command);
  }

  /** The control channel: a connection to the other one would be taken for the client's. */
  private void awaitControl(int port) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (true) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (probe.isConnected()) {
          return;
        }
      } catch (IOException e) {
        if (!tpm.isAlive() || System.nanoTime() > end) {
          throw e;
        }
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a TPM started", e);
      }
    }
  }

  /** The library expects the control channel on the next port. */
  private static int twoFreePorts() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    while (true) {
      try (ServerSocket first = new ServerSocket(0, 1, here);
          ServerSocket second = new ServerSocket(first.getLocalPort() + 1, 1, here)) {
        return second.getLocalPort() - 1;
      } catch (java.net.BindException e) {
        continue; // the next one is taken
      }
    }
  }
}
