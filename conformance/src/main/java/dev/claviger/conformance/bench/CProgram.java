package dev.claviger.conformance.bench;

import dev.claviger.crypto.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The C program that is compared with: built from the source beside this class, and running. Its
 * protocol is in the head of that source. Used by one thread.
 */
final class CProgram implements AutoCloseable {
  private static final String SOURCE = "token-bench.c";
  private static final String COMPILER = "gcc";
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Process process;
  private final OutputStream to;
  private final BufferedReader from;

  private CProgram(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.to = process.getOutputStream();
    this.from = process.inputReader(StandardCharsets.US_ASCII);
  }

  /** What an operation gave, done once. */
  record Sample(int calls, Bytes result) {}

  /**
   * Builds it in a temporary folder, starts it and logs it in.
   *
   * @throws NotRunException if there is no compiler, or the token cannot be opened
   */
  static CProgram start(BenchToken token) {
    return start(token, COMPILER);
  }

  static CProgram start(BenchToken token, String compilerName) {
    try {
      Path folder = Files.createTempDirectory("claviger-bench");
      try {
        Path program = build(folder, compilerName);
        ProcessBuilder builder =
            new ProcessBuilder(program.toString(), token.library().toString(), token.entry());
        builder.environment().putAll(token.environment());
        CProgram started =
            new CProgram(folder, builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
        try {
          started.open(token);
          return started;
        } catch (RuntimeException e) {
          started.process.destroy();
          throw e;
        }
      } catch (IOException | RuntimeException e) {
        delete(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does the operation once, and makes it the one to be repeated. */
  Sample prepare(String operation) {
    String[] answer = ask(operation.getBytes(StandardCharsets.US_ASCII)).split(" ", -1);
    return new Sample(Integer.parseInt(answer[1]), Bytes.fromHex(answer[2]));
  }

  /** Repeats the operation that was prepared last. */
  Round run(int threads, long millis) {
    String line = "run " + threads + " " + millis;
    String[] answer = ask(line.getBytes(StandardCharsets.US_ASCII)).split(" ", -1);
    return new Round(
        Long.parseLong(answer[1]), Long.parseLong(answer[2]), Long.parseLong(answer[3]));
  }

  /** It ends when it has nothing more to read. */
  @Override
  public void close() {
    try {
      to.close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      delete(folder);
    }
  }

  private static Path build(Path folder, String compilerName) throws IOException {
    Path source = folder.resolve(SOURCE);
    Path program = folder.resolve("token-bench");
    try (InputStream in = CProgram.class.getResourceAsStream(SOURCE)) {
      Files.copy(Objects.requireNonNull(in, SOURCE), source);
    }
    List<String> command =
        List.of(
            compilerName,
            "-std=gnu11",
            "-O2",
            "-o",
            program.toString(),
            source.toString(),
            "-ldl",
            "-lpthread");
    Process compiler;
    try {
      compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new NotRunException(
          "there is no "
              + compilerName
              + " to build the C program with (on Debian: apt install gcc)");
    }
    compiler.getOutputStream().close();
    String said =
        new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (compiler.waitFor() != 0) {
        throw new NotRunException(
            compilerName
                + " cannot build the C program (on Debian: apt install gcc libc6-dev): "
                + said.lines().findFirst().orElse("no reason given"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotRunException("interrupted while " + compilerName + " ran");
    }
    return program;
  }

  private void open(BenchToken token) {
    char[] pin =
        token
            .pin()
            .get()
            .orElseThrow(
                () -> new NotRunException("the C program has no way to a token's own keypad"));
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(pin));
    byte[] head =
        ("open " + hex(Bytes.utf8(token.label())) + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] tail =
        (" " + hex(Bytes.utf8(token.moduleArguments()))).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer line = ByteBuffer.allocate(head.length + 2 * utf8.remaining() + tail.length);
    line.put(head);
    while (utf8.hasRemaining()) {
      byte one = utf8.get();
      line.put((byte) Character.forDigit((one >> 4) & 0xF, 16));
      line.put((byte) Character.forDigit(one & 0xF, 16));
    }
    line.put(tail);
    try {
      ask(line.array());
    } finally {
      Arrays.fill(line.array(), (byte) 0);
      utf8.clear().put(new byte[utf8.capacity()]);
      Arrays.fill(pin, '\0');
    }
  }

  /** Bytes as a word of the protocol. */
  static String hex(Bytes bytes) {
    return bytes.isEmpty() ? "-" : bytes.toHex();
  }

  private String ask(byte[] line) {
    try {
      to.write(line);
      to.write('\n');
      to.flush();
      String answer = from.readLine();
      if (answer == null || !answer.startsWith("ok")) {
        throw new NotRunException("the C program: " + (answer == null ? "ended" : answer));
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    for (String name : List.of(SOURCE, "token-bench", "")) {
      try {
        Files.deleteIfExists(folder.resolve(name));
      } catch (IOException e) {
        // The temporary folder is the system's to clear.
      }
    }
  }
}
