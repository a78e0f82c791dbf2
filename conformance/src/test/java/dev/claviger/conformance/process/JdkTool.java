package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** keytool and jarsigner of the JDK that runs the tests, in a folder, with nobody to answer. */
final class JdkTool {
  private static final long PATIENCE_SECONDS = 120;

  /** It lives for a second or two: what compiles well is not worth its time. */
  private static final List<String> SHORT_LIVED =
      List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC");

  private final Path folder;
  private final Map<String, String> environment;

  JdkTool(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /** What a process wrote, on either stream. */
  record Output(int exit, String text) {}

  /** With more in the environment. */
  JdkTool with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new JdkTool(folder, all);
  }

  /** Runs a tool of the JDK as it is, and it must end well. */
  String run(String tool, String... arguments) {
    List<String> command = new ArrayList<>(List.of(path(tool)));
    command.addAll(SHORT_LIVED);
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** With this project on its class path and a store of type MLS. */
  String withClassPath(String tool, List<String> options, String... arguments) {
    Output output = attempt(tool, options, arguments);
    assertEquals(0, output.exit(), output::text);
    return output.text();
  }

  Output attempt(String tool, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(path(tool));
    command.addAll(SHORT_LIVED);
    command.add("-J-cp");
    command.add("-J" + System.getProperty("java.class.path"));
    boolean configured = options.contains("-providerClass");
    List<String> provider = configured ? List.of() : List.of("-addprovider", "ClavigerKeyStore");
    if (tool.equals("keytool")) {
      // keytool wants its command first, jarsigner its options before the rest.
      command.addAll(List.of(arguments));
      command.addAll(List.of("-storetype", "MLS"));
      command.addAll(options);
      command.addAll(provider);
    } else {
      command.addAll(List.of("-storetype", "MLS"));
      command.addAll(options);
      command.addAll(provider);
      command.addAll(List.of(arguments));
    }
    return attempt(command);
  }

  String run(List<String> command) {
    Output output = attempt(command);
    assertEquals(0, output.exit(), output::text);
    return output.text();
  }

  private Output attempt(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "still running: " + command);
      return new Output(process.exitValue(), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String path(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool).toString();
  }
}
