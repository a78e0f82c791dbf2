package dev.claviger.hsm.scratch;

import com.sun.jna.Platform;
import dev.claviger.hsm.PinSource;
import dev.claviger.hsm.Pkcs11Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A TPM 2.0 of this process's own (swtpm) with tokens of tpm2-pkcs11 on it, and PINs that are no
 * secret. Between the two is tpm2-abrmd on a D-Bus of its own: a TPM has room for three keys at a
 * time, and its clients do not tidy up, so that they work through a resource manager only.
 *
 * <p>The module learns of the TPM and of its store when it is initialised. So there is one of these
 * per process, created with all its tokens.
 */
public final class ScratchTpm implements AutoCloseable {
  private static final String PIN = "1234";
  private static final String SECURITY_OFFICER_PIN = "5678";
  private static final String STORE = "TPM2_PKCS11_STORE";
  private static final String CONNECTION = "TPM2_PKCS11_TCTI";
  private static final String BUS = "DBUS_SESSION_BUS_ADDRESS";

  /** tpm2-pkcs11 writes each refusal to the standard error, several lines of it. */
  private static final String LOG = "TPM2_PKCS11_LOG_LEVEL";

  private static final String TSS_LOG = "TSS2_LOG";

  private static final String[] LIBRARIES = {
    "/usr/lib/*/libtpm2_pkcs11.so.1", "/usr/lib64/pkcs11/libtpm2_pkcs11.so"
  };
  private static final String[] CONNECTORS = {
    "/usr/lib/*/libtss2-tcti-tabrmd.so.0", "/usr/lib64/libtss2-tcti-tabrmd.so.0"
  };
  private static final String[] MANAGERS = {"/usr/sbin/tpm2-abrmd", "/usr/bin/tpm2-abrmd"};

  private final Path directory;
  private final Deque<Companion> companions = new ArrayDeque<>();

  private ScratchTpm(Path directory) {
    this.directory = directory;
  }

  /** What is missing here for a TPM, for a reader; empty if nothing is. */
  public static Optional<String> missing() {
    if (!Platform.isLinux()) {
      return Optional.of("a scratch TPM is set up on Linux only");
    }
    if (Scratch.find(LIBRARIES).isEmpty()) {
      return missing("libtpm2_pkcs11.so", "libtpm2-pkcs11-1");
    }
    if (Scratch.tool("swtpm").isEmpty()) {
      return missing("swtpm", "swtpm");
    }
    if (Scratch.find(MANAGERS).isEmpty()) {
      return missing("tpm2-abrmd", "tpm2-abrmd");
    }
    if (Scratch.find(CONNECTORS).isEmpty()) {
      return missing("libtss2-tcti-tabrmd.so", "libtss2-tcti-tabrmd0");
    }
    if (Scratch.tool("dbus-daemon").isEmpty()) {
      return missing("dbus-daemon", "dbus-daemon");
    }
    return Scratch.tool("pkcs11-tool").isPresent()
        ? Optional.empty()
        : missing("pkcs11-tool", "opensc");
  }

  private static Optional<String> missing(String what, String debianPackage) {
    return Optional.of(what + " is not installed (on Debian: apt install " + debianPackage + ")");
  }

  /**
   * Starts the TPM, makes the tokens, and points the module of this process at them.
   *
   * @throws IllegalStateException if something {@link #missing} is needed or does not start
   */
  public static ScratchTpm create(String... labels) {
    missing()
        .ifPresent(
            what -> {
              throw new IllegalStateException(what);
            });
    try {
      ScratchTpm made = new ScratchTpm(Scratch.folder("tpm"));
      try {
        made.start();
        for (int i = 0; i < labels.length; i++) {
          made.initializeToken(i, labels[i]);
        }
      } catch (IOException | RuntimeException e) {
        made.close();
        throw e;
      }
      made.environment().forEach(Scratch::setEnvironment);
      return made;
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
    return Pkcs11Config.builder().library(library()).tokenLabel(label).pin(PinSource.of(this::pin));
  }

  /** Ends the TPM, and with it all its keys; close the vaults first. */
  @Override
  public void close() {
    while (!companions.isEmpty()) {
      companions.pop().close();
    }
    Scratch.delete(directory);
  }

  /** The TPM, a bus, and on that bus the resource manager. */
  private void start() throws IOException {
    Path state = Files.createDirectory(directory.resolve("state"));
    Files.createDirectory(directory.resolve("store"));
    Path tpm = directory.resolve("tpm");
    Path control = directory.resolve("tpm.ctrl");
    start(
        "swtpm",
        List.of(
            Scratch.tool("swtpm").orElseThrow().toString(),
            "socket",
            "--tpm2",
            "--tpmstate",
            "dir=" + state,
            "--server",
            "type=unixio,path=" + tpm,
            "--ctrl",
            "type=unixio,path=" + control,
            "--flags",
            "not-need-init,startup-clear"),
        tpm,
        control);
    Path bus = directory.resolve("bus");
    Path configuration = Files.writeString(directory.resolve("bus.conf"), busConfiguration(bus));
    start(
        "dbus-daemon",
        List.of(
            Scratch.tool("dbus-daemon").orElseThrow().toString(),
            "--nofork",
            "--nopidfile",
            "--config-file=" + configuration),
        bus);
    Path log = directory.resolve("tpm2-abrmd.log");
    companions.push(
        Companion.start(
            log,
            environment(),
            this::isManaged,
            List.of(
                Scratch.find(MANAGERS).orElseThrow().toString(),
                "--session",
                "--allow-root",
                "--tcti=swtpm:path=" + tpm)));
  }

  private void start(String name, List<String> command, Path... sockets) throws IOException {
    companions.push(
        Companion.start(
            directory.resolve(name + ".log"),
            Map.of(),
            () -> List.of(sockets).stream().allMatch(Files::exists),
            command));
  }

  /** Whether the manager answers: the first question waits for its name on the bus. */
  private boolean isManaged() {
    try {
      Scratch.run(environment(), "pkcs11-tool", "--module", library().toString(), "-L");
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private void initializeToken(int index, String label) throws IOException {
    String module = library().toString();
    Scratch.run(
        environment(),
        "pkcs11-tool",
        "--module",
        module,
        "--slot-index",
        Integer.toString(index),
        "--init-token",
        "--label",
        label,
        "--so-pin",
        SECURITY_OFFICER_PIN);
    Scratch.run(
        environment(),
        "pkcs11-tool",
        "--module",
        module,
        "--token-label",
        label,
        "--login",
        "--login-type",
        "so",
        "--so-pin",
        SECURITY_OFFICER_PIN,
        "--init-pin",
        "--pin",
        PIN);
  }

  private Map<String, String> environment() {
    return Map.of(
        STORE,
        directory.resolve("store").toString(),
        CONNECTION,
        "tabrmd:bus_type=session",
        BUS,
        "unix:path=" + directory.resolve("bus"),
        LOG,
        "0",
        TSS_LOG,
        "all+NONE");
  }

  /** Nobody but this process's user reaches the socket; there is nothing on it to protect. */
  private static String busConfiguration(Path socket) {
    return """
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
          "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig>
          <type>session</type>
          <listen>unix:path=%s</listen>
          <auth>EXTERNAL</auth>
          <policy context="default">
            <allow send_destination="*" eavesdrop="true"/>
            <allow eavesdrop="true"/>
            <allow own="*"/>
          </policy>
        </busconfig>
        """
        .formatted(socket);
  }
}
