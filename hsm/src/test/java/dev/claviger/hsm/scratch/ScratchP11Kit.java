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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A SoftHSM token in a p11-kit server of its own, reached over a socket by p11-kit's client: a
 * token in the network, as near as a machine by itself comes to one. Its server can be killed and
 * started again; the token lasts.
 */
public final class ScratchP11Kit implements AutoCloseable {
  private static final String PIN = "1234";
  private static final String TOOL = "p11-kit";
  private static final String ADDRESS = "P11_KIT_SERVER_ADDRESS";

  /** Should this process be killed, its servers end themselves. */
  private static final String IDLE_SECONDS = "300";

  private static final long PATIENCE_MILLIS = 20_000;
  private static final String[] CLIENTS = {
    "/usr/lib/*/pkcs11/p11-kit-client.so", "/usr/lib64/pkcs11/p11-kit-client.so"
  };

  private final Path directory;
  private final Path softHsm;
  private final Path configuration;
  private final Path socket;
  private final Path client;
  private final String label;
  private Process server;

  private ScratchP11Kit(Path directory, String label) throws IOException {
    this.directory = directory;
    this.label = label;
    this.softHsm = ScratchSoftHsm.findLibrary().orElseThrow();
    this.configuration = ScratchSoftHsm.writeConfiguration(directory);
    this.socket = directory.resolve("socket");
    // A module has one state a process; a copy of the file is another module.
    Path original = Scratch.find(CLIENTS).orElseThrow();
    this.client = Files.copy(original, directory.resolve("p11-kit-client-" + label + ".so"));
  }

  /** What is missing here, for a reader; empty if nothing is. */
  public static Optional<String> missing() {
    if (Platform.isWindows()) {
      return Optional.of("p11-kit's server wants Unix sockets");
    }
    if (Scratch.tool(TOOL).isEmpty()) {
      return Optional.of("p11-kit is not installed (on Debian: apt install p11-kit)");
    }
    if (Scratch.find(CLIENTS).isEmpty()) {
      return Optional.of(
          "p11-kit-client.so is not installed (on Debian: apt install p11-kit-modules)");
    }
    return ScratchSoftHsm.missing();
  }

  /** Makes the token and starts its server. */
  public static ScratchP11Kit create(String label) {
    try {
      ScratchP11Kit made = new ScratchP11Kit(Scratch.folder("p11kit"), label);
      ScratchSoftHsm.initializeToken(made.configuration, label);
      made.start();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the server, which listens when this returns. */
  public void start() {
    try {
      Files.deleteIfExists(socket);
      ProcessBuilder builder =
          new ProcessBuilder(
              TOOL,
              "server",
              "-f",
              "-t",
              IDLE_SECONDS,
              "-n",
              socket.toString(),
              "--provider",
              softHsm.toString(),
              "pkcs11:token=" + label);
      builder.environment().putAll(Map.of("SOFTHSM2_CONF", configuration.toString()));
      builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
      server = builder.start();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      while (!Files.exists(socket)) {
        if (!server.isAlive() || System.nanoTime() > end) {
          throw new IllegalStateException(
              "p11-kit server did not start: " + Files.readString(directory.resolve("log")));
        }
        Thread.sleep(10);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server started", e);
    }
  }

  /** Kills the server and what serves its connections, in the middle of whatever they do. */
  public void kill() {
    signal("-STOP", server.toHandle()); // so that it forks no process after they were counted
    List<ProcessHandle> all =
        Stream.concat(server.descendants(), Stream.of(server.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  /** Stops the server and what serves its connections, in the middle of whatever they do. */
  public void stop() {
    signal("-STOP", server.toHandle()); // so that it forks no process after they were counted
    server.descendants().forEach(process -> signal("-STOP", process));
  }

  /** Lets them go on after {@link #stop}. */
  public void resume() {
    signal("-CONT", server.toHandle());
    server.descendants().forEach(process -> signal("-CONT", process));
  }

  private static void signal(String signal, ProcessHandle process) {
    if (!process.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server got a signal", e);
    }
  }

  /** How many clients are connected: the server has a process for each. */
  public long connections() {
    return server.descendants().count();
  }

  /** The shared library. */
  public Path library() {
    return client;
  }

  /** The user PIN of the token; a new array each time. */
  public char[] pin() {
    return PIN.toCharArray();
  }

  /** How to open a vault on the token. The client reads its server's address when it is loaded. */
  public Pkcs11Config.Builder config() {
    Scratch.setEnvironment(ADDRESS, "unix:path=" + socket);
    return Pkcs11Config.builder().library(library()).tokenLabel(label).pin(PinSource.of(this::pin));
  }

  /** Ends the server and removes the token; close the vaults first. */
  @Override
  public void close() {
    kill();
    Scratch.delete(directory);
  }
}
