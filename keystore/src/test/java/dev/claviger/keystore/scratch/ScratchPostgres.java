package dev.claviger.keystore.scratch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this process's own on a port of the loopback interface, with a password
 * and a folder that go with it. It ends when it is closed, and also when this process is killed,
 * since a shell waits for the end of the pipe to it. Its files are not synced: what is tested is
 * the death of its clients, not its own.
 */
public final class ScratchPostgres implements AutoCloseable {
  private static final String USER = "claviger";
  private static final String SERVER_USER = "postgres";
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final int port;
  private final String password;
  private final Process shell;
  private final AtomicInteger databases = new AtomicInteger();

  private ScratchPostgres(Path folder, int port, String password, Process shell) {
    this.folder = folder;
    this.port = port;
    this.password = password;
    this.shell = shell;
  }

  /** What is missing here for a server, for a reader; empty if nothing is. */
  public static Optional<String> missing() {
    if (programs().isEmpty()) {
      return Optional.of("initdb is not installed (on Debian: apt install postgresql)");
    }
    if (isRoot() && user().isEmpty()) {
      return Optional.of("PostgreSQL does not run as root, and there is no user " + SERVER_USER);
    }
    return Optional.empty();
  }

  /**
   * @throws IllegalStateException if PostgreSQL is {@link #missing} or does not start
   */
  public static ScratchPostgres start() {
    missing()
        .ifPresent(
            what -> {
              throw new IllegalStateException(what);
            });
    try {
      String password = UUID.randomUUID().toString();
      Path folder = Files.createTempDirectory("claviger-postgres-");
      Path passwordFile = folder.resolve("password");
      Files.createFile(
          passwordFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(passwordFile, password);
      if (isRoot()) {
        Files.setOwner(folder, user().orElseThrow());
        Files.setOwner(passwordFile, user().orElseThrow());
      }
      String data = folder.resolve("data").toString();
      run(
          command(
              programs().orElseThrow().resolve("initdb").toString(),
              "--pgdata=" + data,
              "--username=" + USER,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--no-sync"));
      Files.delete(passwordFile);
      int port = freePort();
      Process shell = start(folder, data, port);
      ScratchPostgres server = new ScratchPostgres(folder, port, password, shell);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      server.await();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes an empty database; its URL. */
  public String newDatabase() {
    String name = "test" + databases.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("postgres"), properties());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL makes no database", e);
    }
    return url(name);
  }

  /** The user and the password of every database here; a new object each time. */
  public Properties properties() {
    Properties out = new Properties();
    out.setProperty("user", USER);
    out.setProperty("password", password);
    return out;
  }

  /** Stops the server and removes its files. Idempotent. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Waits for the end of its input, and ends the server at once. */
  private static Process start(Path folder, String data, int port) throws IOException {
    String postgres = programs().orElseThrow().resolve("postgres").toString();
    String script =
        "\"$@\" & server=$!; cat > /dev/null; kill -QUIT $server; wait $server 2> /dev/null";
    return new ProcessBuilder(
            command(
                "sh",
                "-c",
                script,
                "sh",
                postgres,
                "-D",
                data,
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=200"))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private void await() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        DriverManager.getConnection(url("postgres"), properties()).close();
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end || !shell.isAlive()) {
          throw new IllegalStateException(
              "PostgreSQL does not start: " + Files.readString(folder.resolve("log")), e);
        }
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while PostgreSQL started", e);
      }
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<String> command(String... words) {
    List<String> out = new ArrayList<>();
    if (isRoot()) {
      out.addAll(List.of("setpriv", "--reuid", SERVER_USER, "--regid", SERVER_USER));
      out.addAll(List.of("--clear-groups", "--"));
    }
    out.addAll(Arrays.asList(words));
    return out;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Optional<UserPrincipal> user() {
    try {
      return Optional.of(
          Path.of("/")
              .getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(SERVER_USER));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The folder of the newest server's programs: Debian keeps them off the PATH. */
  private static Optional<Path> programs() {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      Optional<Path> debian =
          versions
              .map(version -> version.resolve("bin"))
              .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
              .max(Comparator.naturalOrder());
      if (debian.isPresent()) {
        return debian;
      }
    } catch (IOException ignored) {
      // not Debian
    }
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
