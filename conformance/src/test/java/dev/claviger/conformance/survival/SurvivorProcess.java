package dev.claviger.conformance.survival;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A process in which members live, each with a thread of its own, and the wires to it. It ends when
 * it is killed, when it is told to by the end of its input, and so also with this process.
 */
final class SurvivorProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  /** What stands for an answer of a process that has died. */
  private static final String DEAD = "";

  private final Process process;
  private final PrintStream input;
  private final List<BlockingQueue<String>> answers = new ArrayList<>();
  private final Thread reader;

  private SurvivorProcess(Process process, int members, IntConsumer afterAnswer) {
    this.process = process;
    this.input = new PrintStream(process.getOutputStream(), false, StandardCharsets.UTF_8);
    for (int i = 0; i < members; i++) {
      answers.add(new LinkedBlockingQueue<>());
    }
    this.reader = new Thread(() -> read(afterAnswer), "answers of " + process.pid());
    reader.start();
  }

  /**
   * Starts it.
   *
   * @param main reads numbered words and writes numbered answers ({@link SurvivorMain})
   * @param afterAnswer called with the number of answers so far, after each
   */
  static SurvivorProcess start(
      Class<?> main,
      int members,
      Map<String, String> environment,
      List<String> arguments,
      IntConsumer afterAnswer)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.add("-Dslf4j.internal.verbosity=ERROR");
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new SurvivorProcess(builder.start(), members, afterAnswer);
  }

  /** One of its members, by a number from 0. */
  Survivor survivor(int number) {
    return words -> {
      String line = number + " " + String.join(" ", words);
      synchronized (input) {
        input.print(line + "\n");
        input.flush();
      }
      try {
        String answer = answers.get(number).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
          throw new AssertionError("no answer to " + words[0]);
        } else if (answer.equals(DEAD)) {
          answers.get(number).add(DEAD);
          throw new Survivor.DiedException();
        }
        return answer;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    };
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits until it is gone, and all that it said was read. */
  void await() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the process does not end");
      }
      reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    input.close();
    await();
  }

  private void read(IntConsumer afterAnswer) {
    int count = 0;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      int next;
      while ((next = lines.read()) >= 0) {
        if (next == '\n') {
          take(line.toString());
          line.setLength(0);
          afterAnswer.accept(++count);
        } else {
          line.append((char) next);
        }
      }
    } catch (IOException e) {
      // it is gone; half a line is no answer
    }
    answers.forEach(queue -> queue.add(DEAD));
  }

  private void take(String line) {
    int space = line.indexOf(' ');
    answers.get(Integer.parseInt(line.substring(0, space))).add(line.substring(space + 1));
  }
}
